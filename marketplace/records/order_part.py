"""The order as it was sold, its rules, and its parcels."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from marketplace import countries
from marketplace.models import Order, Shipment
from marketplace.moments import told
from marketplace.printing.paper import Paper
from marketplace.records.parts import Part, Piece, Reader


def files(order: Order, reader: Reader) -> Iterator[Piece]:
    yield Piece("order.json", _order(order))
    yield Piece("things.json", [_thing(line) for line in order.lines.all()])
    policy = order.policy
    frozen = {"number": policy.number, "sha256": policy.sha256, "body": policy.body}
    yield Piece("policy.json", {**frozen, "published_at": policy.published_at})
    yield Piece("parcels.json", [_parcel(parcel) for parcel in order.shipments.all()])


def tell(paper: Paper, order: Order, reader: Reader) -> None:
    to, seller = order.checkout, order.seller
    sold = [seller.name, seller.city, countries.name_of(seller.country)]
    sent = _address(order)
    columns = [
        (_("Sold by"), sold),
        (_("Order"), [order.number, told(order.placed_at, for_years=True)]),
    ]
    if sent:
        place = f"{to.postcode} {to.city}"
        lines = [to.name, to.street, place, countries.name_of(to.country)]
        columns.insert(1, (_("Sent to"), lines))
    paper.write_columns(columns)
    paper.draw_rule()
    for line in order.lines.all():
        goods = line.hold.goods.format()
        paper.write_sum(f"{line.quantity} × {line.title}", goods)
    paper.write_sum(_("Together"), order.total.format(), bold=True)
    rules = _("Sold under policy %(number)s, whose SHA-256 is %(hash)s.")
    paper.write_line(rules % {"number": order.policy_id, "hash": order.policy_sha256}, grey=True)
    _tell_parcels(paper, order)


def _tell_parcels(paper: Paper, order: Order) -> None:
    paper.draw_rule()
    paper.write_line(_("Parcels"), size=12, bold=True)
    for parcel in order.shipments.all():
        paper.write_line(f"{parcel.carrier} {parcel.tracking_number}", bold=True)
        for scan in parcel.events.all():
            when = told(scan.at, for_years=True)
            paper.write_line(" · ".join(filter(None, [when, scan.get_kind_display(), scan.place])))


def _order(order: Order) -> dict[str, Any]:
    moments = ("placed_at", "paid_at", "ship_by", "promised_by", "shipped_at", "delivered_at")
    return {
        "number": order.number,
        "state": order.state,
        "shop": order.seller.name,
        "buyer": order.buyer.get_short_name(),
        "currency": order.currency,
        "total_minor": order.total_minor,
        "plus": order.checkout.plus,
        "policy": order.policy_id,
        "policy_sha256": order.policy_sha256,
        "sent_to": _address(order),
        **{name: getattr(order, name) for name in (*moments, "claim_until", "ended_at")},
    }


def _address(order: Order) -> dict[str, str] | None:
    """Nobody's any more when its buyer has left."""
    if order.buyer.left_at:
        return None
    to = order.checkout
    return {name: getattr(to, name) for name in ("name", "street", "postcode", "city", "country")}


def _thing(line: Any) -> dict[str, Any]:
    return {
        "line": line.pk,
        "title": line.title,
        "quantity": line.quantity,
        "unit_price_minor": line.unit_price_minor,
        "money": line.hold.state,
        "claim_until": line.claim_until,
        "as_sold": line.as_sold,
    }


def _parcel(parcel: Shipment) -> dict[str, Any]:
    names = ("carrier", "tracking_number", "state", "dispatched_at", "delivered_at", "proof_grade")
    scans = [
        {name: getattr(scan, name) for name in ("kind", "at", "place", "received_at")}
        for scan in parcel.events.all()
    ]
    return {**{name: getattr(parcel, name) for name in names}, "scans": scans}


PART = Part("order", files, tell)
