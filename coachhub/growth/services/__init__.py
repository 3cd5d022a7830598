"""What happens with growth tasks: suggested, agreed, done, talked about."""

from coachhub.growth.services.entries import (
    EntryDraft,
    answer_entry,
    entries_page,
    find_entry,
    mark_seen,
    signals,
    write_entry,
)
from coachhub.growth.services.lists import (
    TaskRow,
    count_open,
    find_task,
    list_closed,
    list_open,
    row_of,
    tasks_for_today,
)
from coachhub.growth.services.tasks import (
    NotPossible,
    TaskDraft,
    TooMuch,
    act,
    change_task,
    suggest,
)
from coachhub.growth.services.templates import (
    LibraryFull,
    Wanted,
    change_template,
    find_own,
    find_template,
    library,
    retire_template,
    write_template,
)

__all__ = [
    "EntryDraft",
    "LibraryFull",
    "NotPossible",
    "TaskDraft",
    "TaskRow",
    "TooMuch",
    "Wanted",
    "act",
    "answer_entry",
    "change_task",
    "change_template",
    "count_open",
    "entries_page",
    "find_entry",
    "find_own",
    "find_task",
    "find_template",
    "library",
    "list_closed",
    "list_open",
    "mark_seen",
    "retire_template",
    "row_of",
    "signals",
    "suggest",
    "tasks_for_today",
    "write_entry",
    "write_template",
]
