"""How log lines look: JSON in production, plain text elsewhere."""

from typing import Any

import structlog

from marketplace import scrubbing


def without_browser(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """What somebody sits at tells who they are, together with the hour."""
    for name in ("user_agent", "ip"):
        event.pop(name, None)
    return event


SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    without_browser,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def logging(*, json: bool, level: str) -> dict[str, Any]:
    """Django's LOGGING, and structlog set up to end in the same place."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": formatter(json=json)},
        "filters": {"by_route": {"()": "marketplace.request_log.ByRoute"}},
        "handlers": {"terminal": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["terminal"], "level": level},
        "loggers": {
            # Everybody's requests, and those that were refused.
            "django.request": {"filters": ["by_route"]},
            "django.security.csrf": {"filters": ["by_route"]},
            "django.server": {"handlers": ["terminal"], "propagate": False},
            # It tells every table of every font it cuts.
            "fontTools": {"level": "WARNING"},
        },
    }


def formatter(*, json: bool) -> dict[str, Any]:
    # Where rich is installed, structlog's own choice of traceback takes about a second each.
    plain = structlog.dev.ConsoleRenderer(
        colors=False, exception_formatter=structlog.dev.plain_traceback
    )
    tell = structlog.processors.format_exc_info
    endings = [tell, scrubbing.of_log, structlog.processors.JSONRenderer()]
    return {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": SHARED,
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            *(endings if json else [plain]),
        ],
    }
