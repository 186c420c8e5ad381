"""What holds for every page: its policy, its language, nothing inline, nobody else's servers."""

import re
from collections.abc import Iterator
from datetime import datetime

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from disputes.models import Dispute
from marketplace.models import Conversation, Listing, Order, User, WebhookEndpoint
from marketplace.webhooks import keeping
from sellers.models import Seller
from tests import doings, factories, talks
from tests.disputes import standings

pytestmark = pytest.mark.django_db

INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)
# Data for a script of ours is no script.
BARE_SCRIPT = re.compile(
    r"<script(?![^>]*(?:\bsrc=|nonce=|type=\"application/json\"))", re.IGNORECASE
)
LOADED = re.compile(
    r'(?:src|srcset|action)="(?:https?:)?//|<link(?![^>]*rel="canonical")[^>]*href="(?:https?:)?//'
)


@pytest.fixture
def order(monday: datetime, ben: User, lamp: Listing) -> Order:
    order = doings.delivered(ben, lamp)
    shade = factories.listing(lamp.seller, lamp.category, "Shade")
    standings.on_watch(ben, shade, by=factories.staff("otto@example.com", "Otto"))
    doings.complain(order)
    doings.buy(ben, lamp)
    talks.ask(ben, lamp, "Call me: 0170 1234567", may_be_public=True)
    talks.about(order, "Thank you!", by=ben)
    doings.come_back(doings.delivered(ben, lamp))
    doings.here_again(doings.delivered(ben, lamp))
    hook = "https://shop.example.com/hook"
    keeping.add(by=lamp.seller.user, name="Shop", address=hook, events=["order.paid"])
    return order


def addresses(order: Order, lamp: Listing) -> Iterator[tuple[str, str]]:
    """Who looks (by e-mail, empty for nobody), and at what."""
    case = order.disputes.get()
    parcels = list(Dispute.objects.exclude(pk=case.pk).order_by("opened_at"))
    for name in (
        "home",
        "search",
        "cart",
        "protection",
        "protection_history",
        "how_we_decide",
        "how_we_rate",
        "guarantee_fund",
        "books",
        "account_login",
        "account_signup",
        "preferences",
    ):
        yield "", reverse(name)
    yield "", reverse("how_we_decide_under", args=[order.policy_id])
    yield "", lamp.get_absolute_url()
    yield "", lamp.seller.get_absolute_url()
    yield "", lamp.category.get_absolute_url()
    yield "", "/there/is/nothing/here/"
    yield "", reverse("sandbox")
    for path in (
        reverse("orders"),
        order.get_absolute_url(),
        reverse("order_money", args=[order.number]),
        case.get_absolute_url(),
        reverse("open_dispute", args=[order.number]),
        reverse("account_settings"),
        reverse("account_balance"),
        reverse("account_standing"),
        reverse("account_decisions"),
        reverse("mfa_index"),
        reverse("account_addresses"),
        reverse("account_data"),
        reverse("account_statements"),
        reverse("account_departure"),
        reverse("account_notices"),
        reverse("inbox"),
    ):
        yield "ben@example.com", path
    for other in parcels:
        yield "ben@example.com", other.get_absolute_url()
        yield "ada@example.com", other.get_absolute_url()
        yield "sofia@example.com", f"/admin/disputes/dispute/{other.pk}/change/"
    yield "", reverse("listing_questions", args=[lamp.pk])
    for person in ("ben@example.com", "ada@example.com"):
        yield person, reverse("messages")
        for talk in Conversation.objects.all():
            yield person, talk.get_absolute_url()
    for path in (
        reverse("desk"),
        reverse("desk_orders"),
        reverse("desk_orders") + "?find=lamp&shelf=send&since=nonsense",
        reverse("desk_bench"),
        reverse("desk_tracking_file"),
        reverse("desk_replies"),
        reverse("desk_webhooks"),
        WebhookEndpoint.objects.get().get_absolute_url(),
        reverse("desk_listings"),
        reverse("desk_sending"),
        reverse("desk_listing_new"),
        reverse("desk_listing", args=[lamp.pk]),
        reverse("desk_photos", args=[lamp.pk]),
        reverse("desk_stock"),
        reverse("desk_imports"),
        reverse("desk_balance"),
        reverse("desk_balance") + "?of=reserve",
        reverse("desk_payouts"),
        reverse("desk_shop"),
        reverse("desk_verification"),
        reverse("desk_numbers"),
        reverse("desk_charts"),
        reverse("desk_statements"),
        reverse("desk_statement", args=["2026-03"]),
        reverse("desk_balance") + "?of=transit",
        reverse("desk_number", args=["rating"]),
        reverse("desk_number", args=["claims"]),
        reverse("desk_refunds", args=[order.number]),
        reverse("desk_order", args=[order.number]),
        reverse("desk_order_money", args=[order.number]),
    ):
        yield "ada@example.com", path
    for path in (
        "/admin/",
        "/admin/disputes/dispute/",
        f"/admin/disputes/dispute/{case.pk}/change/",
        f"/admin/disputes/dispute/{case.pk}/messages/",
        "/admin/disputes/buyer/",
        f"/admin/disputes/buyer/{order.buyer_id}/change/",
    ):
        yield "sofia@example.com", path


def test_nothing_inline_nothing_foreign_and_a_policy_that_is_enforced(
    order: Order, lamp: Listing, ada: Seller, sofia: User, settings: object
) -> None:
    settings.HOLDFAST_DEMO = True
    for email, path in addresses(order, lamp):
        client = Client()
        if email:
            client.force_login(User.objects.get(email=email))
        response = client.get(path)
        page = response.content.decode()
        assert response.status_code in (200, 404), path
        policy = response["Content-Security-Policy"]
        assert "unsafe" not in policy, path
        assert "script-src 'self'" in policy, path
        assert re.search(r"<html[^>]* lang=", page), path
        assert not LOADED.search(page), (path, LOADED.search(page))
        assert not BARE_SCRIPT.search(page), path
        assert not INLINE.search(page), (path, INLINE.search(page))


SOMEBODYS = re.compile(r"HF-[0-9A-Z]+|[0-9a-f]{8}-[0-9a-f]{4}|/\d+/")


def test_a_page_about_somebodys_thing_is_not_there_for_anybody_else(
    order: Order, lamp: Listing, mallory: User, cleo: Seller
) -> None:
    """Also for somebody with a shop; and nobody is told that there is such a thing."""
    theirs = [
        path
        for email, path in addresses(order, lamp)
        if email in ("ben@example.com", "ada@example.com") and SOMEBODYS.search(path)
    ]
    assert len(theirs) > 15
    for stranger in (mallory, cleo.user):
        client = Client()
        client.force_login(stranger)
        let_in = [path for path in theirs if not _is_kept_out(client.get(path))]
        assert not let_in


def _is_kept_out(answer: HttpResponse) -> bool:
    """Not there; or on its way to open a shop, as everybody without one who knocks at the desk."""
    return answer.status_code == 404 or getattr(answer, "url", "") == reverse("open_shop")
