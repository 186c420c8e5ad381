"""What our own code only logs: a message that cannot be acted on, a promise that fell over."""

from __future__ import annotations

import logging


class Mishaps(logging.Handler):
    """Collects what is logged as an error anywhere in Holdfast; to live right is to have none."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        why = record.exc_info[1] if record.exc_info else ""
        self.told.append(f"{record.name}: {record.getMessage()} {why!r}")

    def __enter__(self) -> Mishaps:
        for name in ("escrow", "sellers", "marketplace", "disputes"):
            logging.getLogger(name).addHandler(self)
        return self

    def __exit__(self, *failed: object) -> None:
        for name in ("escrow", "sellers", "marketplace", "disputes"):
            logging.getLogger(name).removeHandler(self)
