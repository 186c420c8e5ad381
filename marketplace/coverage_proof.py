"""The part of the coverage meter that is about proof: which is needed, and which there is."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from marketplace.coverage import Cover, must_be_signed, of_grade
from marketplace.models import Order, Shipment
from marketplace.models.shipment import ProofGrade, ShipmentState

MET, OPEN, FUND, LOST = "met", "open", "fund", "lost"
NOT_THERE = (ShipmentState.LOST, ShipmentState.RETURNING, ShipmentState.RETURNED)


@dataclass(frozen=True)
class Check:
    """One condition of the cover: "address", "on_time" or "proof", as it stands, in words."""

    code: str
    state: str
    words: str


def of(order: Order, parcels: list[Shipment]) -> Check:
    """The proof of the weakest parcel; of what is not sent yet, which proof it needs."""
    found = [_of_parcel(order, parcel) for parcel in parcels]
    if order.is_to_ship():
        found.append((OPEN, _wanted(order)))
    state, words = min(found, key=lambda each: (LOST, FUND, OPEN, MET).index(each[0]))
    return Check("proof", state, words)


def _wanted(order: Order) -> str:
    limit = order.policy.amount("signature_from", order.currency).format()
    if must_be_signed(order):
        return _(
            "From %(limit)s on, have it signed for at the door, or hand it over yourself and type "
            "the buyer's code. Nothing less counts."
        ) % {"limit": limit}
    return _(
        "Send it with a tracking number, so that the carrier proves the delivery with a photo, a "
        "place or a signature; or hand it over yourself and type the buyer's code."
    )


def _of_parcel(order: Order, parcel: Shipment) -> tuple[str, str]:
    if parcel.state == ShipmentState.DELIVERED:
        return _of_delivery(order, parcel.proof_grade)
    if parcel.state in NOT_THERE:
        return LOST, _("The parcel has not reached the buyer.")
    if parcel.is_by_hand():
        return OPEN, _("Type the buyer's code when you give it to them: it is the best proof.")
    if not parcel.tracking_number:
        return OPEN, _(
            "There is no tracking number, so no carrier proves the delivery, and your own word "
            "covers nothing. Add the number below."
        )
    return OPEN, _awaited(order, parcel)


def _awaited(order: Order, parcel: Shipment) -> str:
    named = {"carrier": parcel.carrier}
    if must_be_signed(order):
        return _("%(carrier)s has it. You are covered once it is signed for.") % named
    words = _("%(carrier)s has it. You are covered once a photo, a place or a signature proves it.")
    return words % named


def _of_delivery(order: Order, grade: str) -> tuple[str, str]:
    named = {"grade": grade or ProofGrade.D, "what": ProofGrade(grade or ProofGrade.D).label}
    cover = of_grade(order, grade)
    if cover == Cover.FULL:
        return MET, _("Delivered, proof %(grade)s: %(what)s.") % named
    if cover == Cover.FUND:
        words = _(
            "Proof %(grade)s: %(what)s. If the buyer says that nothing came, the guarantee fund "
            "pays and you keep your money; if their bank takes it back, you do not."
        )
        return FUND, words % named
    signed = _("For this amount, a signature or the buyer's code was needed.")
    why = signed if must_be_signed(order) else _("That is too little to cover you.")
    return LOST, " ".join([_("Proof %(grade)s: %(what)s.") % named, why])
