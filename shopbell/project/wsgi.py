"""Django's WSGI application: every page and the API. `asgi.py` runs it in threads beside the live streams."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shopbell.project.settings")
application = get_wsgi_application()
