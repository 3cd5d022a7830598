"""Small secrets of this machine, each in a file that only its owner reads."""

import os
from collections.abc import Callable
from pathlib import Path


def kept(path: Path, make: Callable[[], str]) -> str:
    """What the file holds; when there is none, it now holds what `make` gave, with mode 0600.

    A crash leaves the whole file or none.
    """
    if not path.exists():
        draft = path.with_name(f"{path.name}.new")
        draft.unlink(missing_ok=True)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(make())
            file.flush()
            os.fsync(file.fileno())
        draft.rename(path)
    return path.read_text()
