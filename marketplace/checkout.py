"""Placing a purchase: an order for each seller, a hold for each line, one payment to make."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _

from escrow import audit, balances, clock, deadlines, outbox
from escrow.models import Hold, Policy
from escrow.money import Money
from escrow.story import story
from marketplace import address_book, charges, listing_prices, open_limits, suspending, ways_to_pay
from marketplace.checkout_address import Address as Address
from marketplace.models import (
    CartItem,
    Checkout,
    Order,
    OrderLine,
    SavedAddress,
    User,
    Variant,
)
from marketplace.models.cart import CartItemQuerySet
from marketplace.quotes import CannotBeBought, Quote, QuotedLine, QuotedOrder, quote
from marketplace.tenders import tender
from sellers.models import Seller

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


class PriceChanged(CannotBeBought):
    """What was shown is not what it costs now; nothing was charged."""


@story
def place(
    cart: CartItemQuerySet,
    *,
    by: User,
    address: Address,
    plus: bool = False,
    token: str | None = None,
    seen_total: Money | None = None,
    way: str = "",
    use_balance: bool = False,
    seen_balance: Money | None = None,
    lanes: Collection[int] = (),
    saved: SavedAddress | None = None,
    keep_address: bool = False,
    details: dict[str, Any] | None = None,
) -> Checkout:
    """Turn what is in a cart into orders that wait for one payment; the stock is kept for that long.

    With `use_balance` the balance pays first, and at least as much of it as was shown; the rest is
    paid in the named way (ways_to_pay). The address is one `saved` in the buyer's book, or the book
    is to keep it (`keep_address`). With `details` the first charge is written down as well; who
    placed makes that call at once (paying.pay). The same token places the same purchase once.
    Raises CannotBeBought, PriceChanged, NoSuchWay.
    """
    placed = Checkout.objects.filter(token=token, buyer=by).first() if token else None
    if placed:
        return placed
    _must_stay(address_book.locked(by))
    items = _locked(cart, by)
    quoted = quote(items, address.country, plus=plus, lanes=lanes)
    if seen_total is not None and seen_total != quoted.total:
        raise PriceChanged(
            _("The price is now %(total)s. Please look again before you pay.")
            % {"total": quoted.total.format()}
        )
    if use_balance and seen_balance and balances.free(by, quoted.currency) < seen_balance:
        raise PriceChanged(_("Your balance is smaller now. Please look again before you pay."))
    suspending.check_purchase(by, [order.seller for order in quoted.orders], CannotBeBought)
    open_limits.check(quoted.orders, quoted.policy)
    paid_by = ways_to_pay.chosen(way, quoted.currency, address.country)
    checkout = _write_checkout(quoted, by, address, token)
    holds = [_write_order(checkout, order, quoted) for order in quoted.orders]
    every = [hold for group in holds for hold in group]
    payments = tender(checkout, every, paid_by, use_balance=use_balance)
    _reserve(items)
    cart.filter(pk__in=[item.pk for item in items]).delete()
    address_book.used(address, by=by, saved=saved, keep=keep_address)
    deadlines.set(checkout, "unpaid", checkout.pay_by)
    if details is not None:
        back = {"return_url": checkout.get_absolute_url()}
        checkout.begun = charges.write(payments[0], back | details)
    audit.record(by, "placed", checkout, total=str(checkout.total))
    if by.is_open_guest():
        outbox.announce(by.pk, "guest_placed", by, key=str(checkout.pk))
    return checkout


def _must_stay(buyer: User) -> None:
    """Who is leaving buys nothing that would keep them; who has left buys nothing at all."""
    if buyer.leaving_at or buyer.left_at:
        raise CannotBeBought(_("You are leaving Holdfast. Say on your pages that you stay first."))


def _locked(cart: CartItemQuerySet, by: User) -> list[CartItem]:
    """What is in it, with the variants locked, so that two cannot take the last one."""
    items = list(cart.with_things().locked())
    for item in items:
        if item.listing.seller.user_id == by.pk:
            raise CannotBeBought(_("“%(title)s” is your own.") % {"title": item.listing.title})
    return items


def _write_checkout(quoted: Quote, by: User, address: Address, token: str | None) -> Checkout:
    moment = clock.now()
    return Checkout.objects.create(
        buyer=by,
        currency=quoted.currency,
        total_minor=quoted.total.minor,
        plus=quoted.plus,
        placed_at=moment,
        pay_by=moment + quoted.policy.window("pay_card"),
        token=token,
        **asdict(address),
    )


def _write_order(checkout: Checkout, quoted: QuotedOrder, whole: Quote) -> list[Hold]:
    order = Order.objects.create(
        number=new_number(),
        checkout=checkout,
        buyer=checkout.buyer,
        seller=quoted.seller,
        policy=whole.policy,
        policy_sha256=whole.policy.sha256,
        currency=quoted.currency,
        total_minor=quoted.total.minor,
        placed_at=checkout.placed_at,
        cross_border=quoted.seller.country != checkout.country,
        sent_with=quoted.lane.name,
        days_min=quoted.lane.days_min,
        days_max=quoted.lane.days_max,
        tax_name=quoted.tax_at.name if quoted.tax_at else "",
        tax_bps=quoted.tax_at.bps if quoted.tax_at else 0,
    )
    holds = Hold.objects.bulk_create(_hold(order, line) for line in quoted.lines)
    OrderLine.objects.bulk_create(
        OrderLine(
            order=order,
            listing=line.item.listing,
            hold=hold,
            quantity=line.item.quantity,
            variant=line.item.variant,
            unit_price_minor=line.item.variant.price_minor,
            as_sold=line.item.variant.as_sold(),
        )
        for line, hold in zip(quoted.lines, holds, strict=True)
    )
    return holds


def _hold(order: Order, line: QuotedLine) -> Hold:
    return Hold(
        buyer=order.buyer,
        seller=order.seller,
        currency=order.currency,
        goods_minor=line.goods.minor,
        shipping_minor=line.shipping.minor,
        tax_minor=line.tax.minor,
        plus_minor=line.plus.minor,
        **terms_of_sale(order.policy, order.seller),
        created_at=order.placed_at,
    )


def terms_of_sale(policy: Policy, seller: Seller) -> dict[str, int]:
    """What a hold keeps of the policy: our commission, and what stays back of a new seller's sale."""
    return {
        "commission_bps": policy.bps("commission_bps"),
        "commission_back_bps": policy.bps("commission_back_bps"),
        "reserve_bps": policy.bps("reserve_bps_new") if seller.keeps_reserve() else 0,
        "reserve_days": policy.window("reserve_new").days,
    }


def _reserve(items: Sequence[CartItem]) -> None:
    """Their variants are locked, and were read after that."""
    for item in items:
        item.variant.reserved += item.quantity
    Variant.objects.bulk_update([item.variant for item in items], ["reserved"])
    listing_prices.keep(item.listing.pk for item in items if item.variant.choices)


def new_number() -> str:
    """What people say on the telephone: no letter that looks like a digit."""
    return "HF-" + "".join(secrets.choice(ALPHABET) for _ in range(8))
