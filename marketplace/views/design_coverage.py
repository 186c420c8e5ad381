"""The coverage meter in every state, on the page of looks."""

from __future__ import annotations

from types import SimpleNamespace as Thing

from django.utils.translation import gettext_lazy as _


def meters() -> list[Thing]:
    """Before it is sent, on its way, and the three ways in which it turns out."""
    met_address = check("address", "met", _("Sent to the order's address, 10435 Berlin."))
    met_time = check("on_time", "met", _("Sent in time: it was to be by Thu 8 May, 18:00."))
    return [
        Thing(
            state="open",
            title=_("Send it so, and you are covered"),
            short=_("Needs tracking"),
            checks=[
                check("address", "open", _("Send it to Ben Okafor, 10435 Berlin, and no other.")),
                check("on_time", "open", _("Hand it over by Thu 8 May, 18:00.")),
                check("proof", "open", _("Send it with a tracking number.")),
            ],
        ),
        Thing(
            state="met",
            title=_("You are covered"),
            short=_("Covered"),
            checks=[
                met_address,
                met_time,
                check("proof", "met", _("Delivered, proof B: photo or place.")),
            ],
        ),
        Thing(
            state="fund",
            title=_("Covered in a case by the guarantee fund, not at a bank"),
            short=_("Covered by the fund"),
            checks=[met_address, met_time, check("proof", "fund", _("Proof C: postcode scan."))],
        ),
        Thing(
            state="lost",
            title=_("You are not covered"),
            short=_("Not covered"),
            checks=[
                met_address,
                check("on_time", "lost", _("It was to be sent by Thu 8 May, 18:00.")),
                check("proof", "open", _("Kelp Post has it.")),
            ],
        ),
    ]


def check(code: str, state: str, words: object) -> Thing:
    return Thing(code=code, state=state, words=words)
