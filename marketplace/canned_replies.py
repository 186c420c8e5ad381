"""A seller keeps what they answer often."""

from __future__ import annotations

from django.utils.translation import gettext as _

from escrow import audit
from escrow.story import Refusal, require, story
from marketplace.models import CannedReply, User
from marketplace.models.canned_reply import MOST
from sellers.models import Seller


class TooManyReplies(Refusal):
    """Every place is taken."""


@story
def keep(*, by: User, title: str, text: str) -> CannedReply:
    """In the first free place; the same words twice are kept once. Raises TooManyReplies."""
    seller = _locked(by)
    same = seller.canned_replies.filter(title=title, text=text).first()
    if same:
        return same
    taken = set(seller.canned_replies.values_list("place", flat=True))
    free = [place for place in range(1, MOST + 1) if place not in taken]
    sentence = _("You have %(most)s replies. Delete one first.") % {"most": MOST}
    require(bool(free), TooManyReplies, sentence)
    reply = CannedReply.objects.create(seller=seller, place=free[0], title=title, text=text)
    audit.record(by, "reply_kept", reply)
    return reply


@story
def change(pk: int, *, by: User, title: str, text: str) -> CannedReply:
    """Raises CannedReply.DoesNotExist for others."""
    reply = _locked(by).canned_replies.get(pk=pk)
    reply.title, reply.text = title, text
    reply.save(update_fields=["title", "text"])
    audit.record(by, "reply_changed", reply)
    return reply


@story
def remove(pk: int, *, by: User) -> None:
    """Twice is once."""
    for reply in _locked(by).canned_replies.filter(pk=pk):
        audit.record(by, "reply_removed", reply)
        reply.delete()


def _locked(by: User) -> Seller:
    return Seller.objects.select_for_update(no_key=True).get(user=by)
