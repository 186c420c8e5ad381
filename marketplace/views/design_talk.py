"""Samples of a conversation for the design page: a message in each of its states."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django.templatetags.static import static
from django.utils.translation import gettext as _

PLAIN = {"forgotten_at": None, "is_public": False, "is_reported": False, "photo_count": 0}


def talk(now: datetime) -> list[SimpleNamespace]:
    photos = [_photo("ready", is_ready=True), _photo("checking", is_checking=True)]
    refused = [_photo("refused", sentence=_("“lamp.jpg” is damaged and cannot be opened."))]
    return [
        _line(now, 9, _("How tall is it?"), message={"is_public": True}),
        _line(now, 8, _("Call me: [contact hidden]"), message={"is_reported": True}),
        _line(now, 7, _("Here it is."), photos=photos),
        _line(now, 6, "", message={"forgotten_at": now}),
        _line(now, 5, _("Is there a card?"), mine=True, photos=refused),
        _line(now, 4, "ben@example.com", mine=True, hidden=_("[contact hidden]")),
        _line(now, 3, _("Thank you!"), mine=True, seen=True, message={"photo_count": 2}),
    ]


def _line(now: datetime, hours: int, text: Any, **facts: Any) -> SimpleNamespace:
    at = now - timedelta(hours=hours)
    message = SimpleNamespace(**{**PLAIN, "at": at, **facts.pop("message", {})})
    usual = {"mine": False, "hidden": "", "seen": False, "photos": []}
    return SimpleNamespace(message=message, text=text, author="Ada", **{**usual, **facts})


def _photo(name: str, **facts: Any) -> SimpleNamespace:
    picture = static("img/samples/lamp.svg")
    usual = {"is_ready": False, "is_checking": False, "sentence": ""}
    return SimpleNamespace(pk=name, url=picture, thumb_url=picture, **{**usual, **facts})
