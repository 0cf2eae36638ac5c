"""The WSGI entry point: `gunicorn wsgi:app`, `flask --app wsgi …`."""

from ava_dashboard.app import create_app
from ava_dashboard.config import Config

app = create_app(Config.from_environ())
