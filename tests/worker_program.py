"""A worker process that also knows the sample tasks and the sample letter."""

import tests.jobs.sample_tasks  # noqa: F401
from coachhub import app
from coachhub.core.db import PATIENT_TIMEOUTS
from coachhub.core.web import logs
from coachhub.ops import worker
from config import load
from tests.mail import sample_letter

if __name__ == "__main__":
    settings = load()
    logs.configure(settings.log_level)
    worker.run(sample_letter.known_to(app.create_app(settings, timeouts=PATIENT_TIMEOUTS)))
