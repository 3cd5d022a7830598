"""Where a WSGI server finds the application: `gunicorn wsgi:app`."""

import sys

import config
from coachhub.app import create_app
from coachhub.core.web import logs
from coachhub.ops import walls

try:
    settings = config.load()
    logs.configure(settings.log_level)
    app = create_app(settings)
except config.ConfigError as error:
    sys.exit(str(error))
unsafe = walls.refusal(app)
if unsafe:
    sys.exit(unsafe)
