"""The web entrance: granian --interface wsgi marketplace.wsgi:application."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings")
application = get_wsgi_application()

from marketplace import celery  # noqa: E402, F401 - tasks sent from here need the queue's address
