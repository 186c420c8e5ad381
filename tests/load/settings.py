"""The shop as in production, but over plain HTTP and with the pretend provider."""

import os

os.environ.setdefault("DEBUG", "0")
os.environ.setdefault("HTTPS_ONLY", "0")
os.environ.setdefault("HOLDFAST_GATEWAYS", "sandbox,balance")
os.environ.setdefault("ALLOWED_HOSTS", "127.0.0.1")
# Each shopper says an address of their own, as a proxy of ours would for them.
os.environ.setdefault("TRUSTED_PROXIES", "127.0.0.1/32")
os.environ.setdefault("ACCOUNT_EMAIL_VERIFICATION", "optional")
os.environ.setdefault("EMAIL_BACKEND", "django.core.mail.backends.dummy.EmailBackend")

from marketplace.settings import *  # noqa: F403
