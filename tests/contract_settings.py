"""The shop as programs meet it, for `make contract`: nobody is stopped for asking too often."""

from marketplace.settings import *  # noqa: F403
from marketplace.settings import REST_FRAMEWORK

SECRET_KEY = "for throw-away services"
REST_FRAMEWORK = {
    **REST_FRAMEWORK,
    "DEFAULT_THROTTLE_RATES": dict.fromkeys(
        REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"],  # type: ignore[call-overload]
        "1000000/min",
    ),
}
LOGGING = {"version": 1, "disable_existing_loggers": True}
