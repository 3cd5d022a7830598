"""What a list is searched for."""

from flask import request

AT_MOST = 80
"""Letters. Nothing that people look for is longer, and an address of thousands would be refused
before it comes to us. The component `search_box` takes no more.
"""


def searched() -> str:
    """The words the address searches for, or none."""
    return request.args.get("q", "").strip()[:AT_MOST]
