"""The form of a proposal."""

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField

from coachhub.core.web.forms import Form, at_most


class ProposalForm(Form):
    without_tasks = TextAreaField(_l("Why it is proposed without a task"), [at_most(600)])
