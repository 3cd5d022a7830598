"""Child processes that can't outlive the program that started them."""

import os
import signal
from collections.abc import Sequence

# The kernel forgets the wish if the parent is gone before it was made: the shell looks once more.
_GUARD = '[ "$PPID" = "$0" ] || exit 1; exec "$@"'


def tethered(command: Sequence[str], end: signal.Signals) -> list[str]:
    """The same command, which gets the signal `end` when the thread that started it dies.

    `setpriv` sets it, not a `preexec_fn`, which is unsafe in a program with threads.
    """
    death = f"--pdeathsig={end.name.removeprefix('SIG')}"
    return ["setpriv", death, "sh", "-c", _GUARD, str(os.getpid()), *command]
