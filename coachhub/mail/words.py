from flask_babel import lazy_gettext as _l

from coachhub.mail.rules import Sort

SORT_WORDS = {
    Sort.REMINDERS: _l("Reminders of sessions"),
    Sort.NEWS: _l("Word that something waits in the portal"),
}
"""What people may do without."""
