from tests.access.fixtures import _gather, tidied, world

__all__ = ["_gather", "tidied", "world"]
