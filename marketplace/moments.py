"""Moments as the reader says them, in the reader's language and time zone."""

from datetime import datetime

from babel.dates import format_datetime
from django.utils import timezone
from django.utils.translation import get_language

from escrow import clock


def told(moment: datetime | None, *, for_years: bool = False) -> str:
    """Tue 20 May, 18:00; with the year when it is not this one, or when it is kept for years."""
    if moment is None:
        return ""
    local = moment.astimezone(timezone.get_current_timezone())
    year = " y" if for_years or local.year != clock.now().year else ""
    locale = (get_language() or "en").replace("-", "_")
    return format_datetime(local, f"EEE d MMM{year}, HH:mm", locale=locale)
