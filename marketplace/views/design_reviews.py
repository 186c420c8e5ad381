"""Made-up reviews for the living page: plain, with an answer, and the photos of one."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace as Thing

from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _

from marketplace.reviews import Picture


def reviews(now: datetime) -> list[Thing]:
    said = {
        "as_described": 5,
        "communication": 4,
        "dispatch": 5,
        "created_at": now,
        "reply": "",
        "photo_names": [],
    }
    ben, cleo = Thing(get_short_name="Ben"), Thing(get_short_name="Cleo")
    return [
        Thing(**said, pk=1, stars=5, buyer=ben, text=_("Warm light, well packed.")),
        Thing(
            **{**said, "reply": _("You are right about the padding. We have changed the box.")},
            pk=2,
            stars=3,
            buyer=cleo,
            text=_("As described, but I expected more for the price. ") * 4,
            replied_at=now + timedelta(days=1),
            seller=Thing(name="Ada's Lamps"),
        ),
    ]


def pictures() -> list[Picture]:
    addresses = [static(f"img/samples/{name}.svg") for name in ("lamp", "chair", "bowl")]
    return [Picture(address, address, address) for address in addresses]
