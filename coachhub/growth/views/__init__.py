"""Growth tasks at the desk: the library, and the tasks of one client."""

from flask import Blueprint

from coachhub.growth.views import entries, library, tasks

bp = Blueprint("growth", __name__)

_LIBRARY = "/app/<practice>/tasks"
_OWN = f"{_LIBRARY}/<uuid:template_key>"
_TASKS = "/app/<practice>/clients/<uuid:client_id>/tasks"
_TASK = f"{_TASKS}/<uuid:task_id>"
_ENTRY = f"{_TASK}/entries/<uuid:entry_id>"
_FORM = ["GET", "POST"]
bp.add_url_rule(_LIBRARY, "library", library.library_page)
bp.add_url_rule(f"{_LIBRARY}/new", view_func=library.new_template, methods=_FORM)
bp.add_url_rule(f"{_OWN}/edit", view_func=library.edit_template, methods=_FORM)
bp.add_url_rule(f"{_OWN}/retirement", view_func=library.retire, methods=["POST"])
bp.add_url_rule(f"{_OWN}/return", view_func=library.put_back, methods=["POST"])
bp.add_url_rule(_TASKS, "tasks", tasks.tasks_page)
bp.add_url_rule(f"{_TASKS}/choice", view_func=library.choose)
bp.add_url_rule(f"{_TASKS}/new", view_func=tasks.suggest, methods=_FORM)
bp.add_url_rule(_TASK, "task", tasks.task_page)
bp.add_url_rule(f"{_TASK}/edit", view_func=tasks.edit, methods=_FORM)
bp.add_url_rule(f"{_TASK}/withdrawal", view_func=tasks.take_back, methods=["POST"])
bp.add_url_rule(f"{_TASK}/stop", view_func=tasks.stop, methods=["POST"])
bp.add_url_rule(f"{_TASK}/reopening", view_func=tasks.reopen, methods=["POST"])
bp.add_url_rule(f"{_ENTRY}/answer", view_func=entries.answer, methods=["POST"])
bp.add_url_rule(f"{_ENTRY}/seen", view_func=entries.seen, methods=["POST"])
bp.add_url_rule(f"{_ENTRY}/unseen", view_func=entries.unseen, methods=["POST"])
