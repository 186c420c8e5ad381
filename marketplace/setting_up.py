"""From an opened shop to the first sale: what is done, and what is still missing."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from marketplace.models import Listing, ShippingLane
from sellers.models import PayoutMethod, Seller


@dataclass(frozen=True)
class Step:
    """One thing to do; the shop works without one that is `optional`."""

    title: Promise
    why: Promise
    url: str
    is_done: bool
    optional: bool = False


def steps(seller: Seller) -> list[Step]:
    """All of them, in the order in which one does them; in one question to the database."""
    has = _known(seller)
    shop, pictures = reverse("desk_shop"), seller.logo or seller.banner
    return [
        Step(_("Say who you are"), _("Buyers read it first."), shop, bool(seller.story)),
        Step(
            _("Show a logo or a banner"),
            _("So that people know you again."),
            shop,
            bool(pictures),
            optional=True,
        ),
        Step(
            _("Say what you take back"),
            _("Within how many days, and who pays."),
            f"{shop}#returns",
            bool(seller.return_condition),
        ),
        Step(
            _("Say how you send"),
            _("For how much, and how fast, to which country."),
            reverse("desk_sending"),
            has["sends"],
        ),
        Step(
            _("Name your account"),
            _("Where your money goes."),
            reverse("desk_payout_account"),
            has["is_paid"],
        ),
        Step(
            _("Put up your first thing"),
            _("With a photo and a price."),
            reverse("desk_listing_new"),
            has["sells"],
        ),
    ]


def missing(seller: Seller) -> list[Step]:
    """The list as the desk shows it; empty as soon as nothing that must be is missing."""
    every = steps(seller)
    return [] if all(step.is_done or step.optional for step in every) else every


def _known(seller: Seller) -> dict[str, bool]:
    own = OuterRef("pk")
    found = Seller.objects.filter(pk=seller.pk).annotate(
        sends=Exists(ShippingLane.objects.filter(seller=own)),
        is_paid=Exists(PayoutMethod.objects.filter(seller=own, replaced_at=None)),
        sells=Exists(Listing.objects.filter(seller=own)),
    )
    return dict(found.values("sends", "is_paid", "sells").get())  # type: ignore[arg-type]
