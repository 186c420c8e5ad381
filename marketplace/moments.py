"""Moments as the reader says them, in the reader's language and time zone."""

from __future__ import annotations

from datetime import datetime

from babel.dates import format_skeleton, format_time, get_datetime_format
from django.utils.timezone import get_current_timezone

from escrow import clock, reading


def told(moment: datetime | None, *, for_years: bool = False) -> str:
    """Tue 20 May, 18:00; with the year when it is not this one, or when it is kept for years."""
    if moment is None:
        return ""
    local = moment.astimezone(get_current_timezone())
    hour = format_time(local, "short", locale=reading.locale())
    frame = str(get_datetime_format("medium", reading.locale())).replace("'", "")
    return frame.replace("{1}", day(moment, "MMMEd", for_years)).replace("{0}", hour)


def day(moment: datetime, skeleton: str = "MMMd", for_years: bool = False) -> str:
    """20 May; with the year on the same terms. `skeleton` is CLDR's."""
    local = moment.astimezone(get_current_timezone())
    if for_years or local.year != clock.now().astimezone(get_current_timezone()).year:
        skeleton = f"y{skeleton}"
    return format_skeleton(skeleton, local, locale=reading.locale())
