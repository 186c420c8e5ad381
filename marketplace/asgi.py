"""The asynchronous entrance, for servers that speak nothing else. The demo uses wsgi.py."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings")
application = get_asgi_application()

from marketplace import celery  # noqa: E402, F401 - tasks sent from here need the queue's address
