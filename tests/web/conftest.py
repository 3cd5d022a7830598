from tests.access.fixtures import tidied, world

__all__ = ["tidied", "world"]
