"""A person's dates for their calendar: whoever has the address can read them, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from escrow import audit, clock
from escrow.story import story
from marketplace import coming_dates
from marketplace.abroad import absolute
from marketplace.coming_dates import ComingDate
from marketplace.models import CalendarFeed, User

LENGTH, WARNING = timedelta(minutes=15), timedelta(hours=24)


@dataclass(frozen=True)
class Address:
    """`address` to copy, `webcal` to open in a calendar."""

    address: str
    webcal: str


def address_of(user: User) -> Address | None:
    """None until the person has asked for one."""
    feed = CalendarFeed.objects.filter(user=user).first()
    if feed is None:
        return None
    address = absolute(feed.get_absolute_url())
    return Address(address, "webcal:" + address.split(":", 1)[1])


@story
def make_address(*, by: User) -> CalendarFeed:
    """A new secret address; the old one, where there was one, stops."""
    feed = CalendarFeed.objects.select_for_update().filter(user=by).first()
    feed = feed or CalendarFeed(user=by)
    feed.move(clock.now())
    feed.save()
    audit.record(by, "made_calendar_address", feed)
    return feed


def written(user: User) -> bytes:
    """All that is still to come for this person, as iCalendar (RFC 5545), in their language."""
    with translation.override(user.language), timezone.override(user.zone):
        calendar = Calendar()
        calendar.add("prodid", "-//Holdfast//EN")
        calendar.add("version", "2.0")
        calendar.add("x-wr-calname", _("Holdfast: my dates"))
        for date in coming_dates.of(user):
            calendar.add_component(_event(date))
        return bytes(calendar.to_ical())


def _event(date: ComingDate) -> Event:
    """It ends at the deadline, so that nobody reads its beginning as the last moment."""
    event = Event()
    event.add("uid", f"{date.key}@holdfast")
    event.add("dtstamp", clock.now())
    event.add("dtstart", date.at - LENGTH)
    event.add("dtend", date.at)
    event.add("summary", date.title)
    event.add("description", date.then)
    event.add("url", absolute(date.url))
    event.add_component(_reminder(date))
    return event


def _reminder(date: ComingDate) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", date.title)
    alarm.add("trigger", -WARNING)
    return alarm
