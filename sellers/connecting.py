"""A seller is paid through an account of their own at a provider, named on the provider's pages."""

from __future__ import annotations

from typing import Any, cast

from django.utils.translation import gettext as _

from escrow import audit, clock, gateways
from escrow.gateways import OnboardsSellers
from escrow.story import Refusal, require, story
from sellers import payout_methods, payouts
from sellers.models import PayoutMethod, ProviderAccount, Seller


class NotConnected(Refusal):
    """The provider cannot be reached, or does not know enough of the seller to pay."""


def connect(seller: Seller, *, by: Any, back: str, again: str) -> str:
    """The provider's page on which the seller goes on. Raises NotConnected."""
    gateway = _gateway()
    try:
        known = _known(seller, gateway) or _open(seller, gateway, by=by)
        return gateway.onboarding_page(known.reference, back=back, again=again)
    except OSError as silence:
        raise NotConnected(_("Stripe does not answer. Please try again later.")) from silence


def come_back(seller: Seller, *, by: Any) -> PayoutMethod:
    """Back from there: from now on the money goes to that account. Raises NotConnected."""
    gateway = _gateway()
    known = _known(seller, gateway)
    try:
        is_ready = known is not None and gateway.can_be_paid(known.reference)
    except OSError as silence:
        raise NotConnected(_("Stripe does not answer. Please try again later.")) from silence
    require(is_ready, NotConnected, _("Stripe still needs something from you. Please go on there."))
    assert known is not None
    return _name(known, by=by)


@story
def _name(known: ProviderAccount, *, by: Any) -> PayoutMethod:
    """Once: whoever comes back again changes nothing."""
    Seller.objects.select_for_update(no_key=True, of=("self",)).get(pk=known.seller_id)
    method = payouts.method_of(known.seller)
    if method and (method.gateway, method.account) == (known.gateway, known.reference):
        return method
    return payout_methods.name(
        known.seller,
        by=by,
        gateway=known.gateway,
        account=known.reference,
        holder=known.seller.name[:70],
    )


def _open(seller: Seller, gateway: OnboardsSellers, *, by: Any) -> ProviderAccount:
    """The seller's id is the key: two clicks at once open one account."""
    email, country = seller.user.email, seller.country
    reference = gateway.open_account(str(seller.pk), email=email, country=country)
    return _keep(seller, gateway.name, reference, by=by)


@story
def _keep(seller: Seller, gateway: str, reference: str, *, by: Any) -> ProviderAccount:
    account, is_new = ProviderAccount.objects.get_or_create(
        seller=seller,
        gateway=gateway,
        defaults={"reference": reference, "created_at": clock.now()},
    )
    if is_new:
        audit.record(by, "provider_account_opened", seller, gateway=gateway)
    return account


def _known(seller: Seller, gateway: OnboardsSellers) -> ProviderAccount | None:
    return seller.provider_accounts.filter(gateway=gateway.name).first()


def _gateway() -> OnboardsSellers:
    able = gateways.onboarding()
    require(able is not None, NotConnected, _("Nothing can be paid out this way here."))
    return cast(OnboardsSellers, able)
