"""What the two said about the order, as this reader reads it, with its photos."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.core.files.storage import storages
from django.utils.translation import gettext as _

from marketplace import masking
from marketplace.models import Message, Order
from marketplace.moments import told
from marketplace.printing.paper import Paper
from marketplace.records.parts import Part, Piece, Reader

MOST_ON_PAPER = 500


def files(order: Order, reader: Reader) -> Iterator[Piece]:
    said = _said(order)
    yield Piece("messages.json", [_message(message, order, reader) for message in said])
    for message in said:
        for photo in message.photos.all():
            if photo.is_ready():
                name = f"files/messages/{photo.pk}.jpg"
                yield Piece(name, open=partial(storages["private"].open, photo.picture))


def tell(paper: Paper, order: Order, reader: Reader) -> None:
    said = _said(order)
    if not said:
        return
    paper.draw_rule()
    paper.write_line(_("What was said"), size=12, bold=True)
    for message in said[:MOST_ON_PAPER]:
        who = f"{told(message.at, for_years=True)} · {_name(message, order)}"
        paper.write_line(who, size=8, grey=True)
        paper.write_line(_text(message, reader))
    if len(said) > MOST_ON_PAPER:
        paper.write_line(_("The rest is in messages.json."), grey=True)


def _said(order: Order) -> list[Message]:
    about = Message.objects.filter(conversation__order=order).order_by("pk")
    return list(about.prefetch_related("photos"))


def _message(message: Message, order: Order, reader: Reader) -> dict[str, Any]:
    return {
        "at": message.at,
        "by": "buyer" if message.by_id == order.buyer_id else "seller",
        "text": _text(message, reader),
        "language": message.language,
        "photos": [
            f"files/messages/{each.pk}.jpg" for each in message.photos.all() if each.is_ready()
        ],
    }


def _text(message: Message, reader: Reader) -> str:
    own = message.by_id == reader.person.pk
    return message.text if own else masking.worded(message.shown)


def _name(message: Message, order: Order) -> str:
    by_buyer = message.by_id == order.buyer_id
    return order.buyer.get_short_name() if by_buyer else order.seller.name


PART = Part("messages", files, tell)
