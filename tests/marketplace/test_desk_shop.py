"""A seller changes the shop: words, pictures, promises, and the days on which it is away."""

from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from escrow import clock
from escrow.models import AuditEntry
from marketplace import setting_up, shop_settings
from marketplace.models import Listing, User
from marketplace.shop_settings import CannotChangeShop
from sellers.models import Seller
from tests import doings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]

FILLED = {
    "name": "Ada's Lights",
    "story": "Rewired by hand.",
    "country": "DE",
    "city": "Lübeck",
    "time_zone": "Europe/Berlin",
    "handling_days": 4,
    "return_days": 30,
    "return_postage": "seller",
    "return_condition": "tried",
}


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def send(seller: Seller, **other: Any) -> str:
    typed = {**FILLED, **other}
    return signed_in(seller.user).post("/desk/shop/", typed, follow=True).content.decode()


def photo(name: str = "logo.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, doings.jpeg((900, 600)), "image/jpeg")


def test_what_is_saved_is_what_buyers_read(ada: Seller, client: Client) -> None:
    address = ada.get_absolute_url()
    assert "Saved." in send(ada)
    assert "Saved." in send(ada)
    shown = client.get(address).content.decode()
    for words in (
        "Ada&#x27;s Lights",
        "Rewired by hand.",
        "within 4 working days",
        "Send it back within 30 days after it arrived.",
        "You may have tried it",
        "The shop pays the postage.",
    ):
        assert words in shown, words
    assert AuditEntry.objects.filter(action="shop_changed").first().by == ada.user


def test_a_mistake_loses_nothing_that_was_typed(ada: Seller, cleo: Seller) -> None:
    shown = send(ada, name=cleo.name, story="A long story.")
    assert "Another shop has this name." in shown
    assert "A long story." in shown
    shown = send(ada, handling_days=99, story="A long story.")
    assert "A long story." in shown
    assert Seller.objects.get(pk=ada.pk).story == ""


def test_what_was_sold_keeps_what_was_promised(ada: Seller, ben: User, lamp: Listing) -> None:
    before = doings.buy(ben, lamp)
    send(ada)
    lamp.refresh_from_db()
    after = doings.buy(ben, Listing.objects.get(pk=lamp.pk))
    lines = before.lines.get(), after.lines.get()
    assert [line.return_days for line in lines] == [14, 30]
    assert [line.return_postage for line in lines] == ["buyer", "seller"]
    assert [line.return_condition for line in lines] == ["unused", "tried"]


@pytest.mark.parametrize(("promised", "pays"), [("buyer", "buyer"), ("seller", "seller")])
def test_who_promised_to_pay_for_a_change_of_mind_pays(
    ada: Seller, ben: User, lamp: Listing, promised: str, pays: str
) -> None:
    send(ada, return_postage=promised)
    order = doings.delivered(ben, Listing.objects.get(pk=lamp.pk))
    dispute = doings.complain_for(order, "return", "RM-CHANGE")
    doings.answer_yes(dispute)
    assert dispute.returns.get().postage_by == pays


def test_a_logo_and_a_banner_are_drawn_anew_and_the_old_ones_go(
    ada: Seller, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    send(ada, logo=photo(), banner=photo("banner.jpg"))
    first = Seller.objects.get(pk=ada.pk)
    with default_storage.open(first.logo) as logo, default_storage.open(first.banner) as banner:
        assert Image.open(BytesIO(logo.read())).size == (320, 320)
        drawn = Image.open(BytesIO(banner.read()))
    assert (drawn.size, drawn.format, dict(drawn.getexif())) == ((900, 600), "WEBP", {})
    shown = client.get(ada.get_absolute_url()).content.decode()
    assert default_storage.url(first.logo) in shown
    assert default_storage.url(first.banner) in shown
    with django_capture_on_commit_callbacks(execute=True):
        send(ada, logo=photo())
    second = Seller.objects.get(pk=ada.pk)
    assert second.logo != first.logo
    assert second.banner == first.banner
    assert not default_storage.exists(first.logo)
    with django_capture_on_commit_callbacks(execute=True):
        signed_in(ada.user).post("/desk/shop/pictures/banner/removal/")
    assert Seller.objects.get(pk=ada.pk).banner == ""
    assert not default_storage.exists(first.banner)


def test_what_is_no_picture_is_said_to_be_none(ada: Seller) -> None:
    wrong = SimpleUploadedFile("logo.jpg", b"<svg onload=alert(1)>", "image/jpeg")
    shown = send(ada, logo=wrong, story="Kept.")
    assert "Kept." in shown
    assert "logo.jpg" in shown
    assert Seller.objects.get(pk=ada.pk).logo == ""
    strange = signed_in(ada.user).post("/desk/shop/pictures/passport/removal/")
    assert strange.status_code == 404


def away(seller: Seller, first: str, last: str, **more: str) -> str:
    typed = {"first": first, "last": last, **more}
    client = signed_in(seller.user)
    return client.post("/desk/shop/away/", typed, follow=True).content.decode()


def test_orders_are_promised_around_the_days_away(ada: Seller, ben: User, lamp: Listing) -> None:
    # Monday 2 March: two working days are Wednesday; away until Friday, they are Tuesday the 10th
    assert doings.buy(ben, lamp).ship_by.date() == date(2026, 3, 4)
    for _ in range(2):
        shown = away(ada, "2026-03-03", "2026-03-06")
    assert "3 March 2026 – 6 March 2026" in shown
    order = doings.buy(ben, Listing.objects.get(pk=lamp.pk))
    assert order.ship_by.date() == date(2026, 3, 10)
    away(ada, "2026-03-03", "2026-03-06", back="1")
    assert Seller.objects.get(pk=ada.pk).holidays == []
    order.refresh_from_db()
    assert order.ship_by.date() == date(2026, 3, 10)


def test_days_away_are_to_come_in_order_and_not_for_ever(ada: Seller) -> None:
    assert "from today on" in away(ada, "2026-03-01", "2026-03-02")
    assert "from today on" in away(ada, "2026-03-09", "2026-03-08")
    assert "more than three months" in away(ada, "2026-03-09", "2026-09-08")
    assert "Enter a valid date" in away(ada, "soon", "2026-03-09")
    assert Seller.objects.get(pk=ada.pk).holidays == []
    with pytest.raises(CannotChangeShop):
        shop_settings.be_away(ada, date(2025, 1, 1), date(2025, 1, 2), by=ada.user)


def test_past_days_are_forgotten_and_neighbours_are_one_holiday(
    ada: Seller, monday: datetime
) -> None:
    away(ada, "2026-03-03", "2026-03-04")
    clock.advance(timedelta(days=5))
    away(ada, "2026-03-09", "2026-03-10")
    away(ada, "2026-03-11", "2026-03-11")
    ada.refresh_from_db()
    assert shop_settings.away(ada) == [(date(2026, 3, 9), date(2026, 3, 11))]


def test_the_desk_says_what_is_missing_until_nothing_is(ada: Seller, lamp: Listing) -> None:
    client = signed_in(ada.user)
    shown = client.get("/desk/").content.decode()
    assert "Until your first sale" in shown
    assert "Name your account" in shown
    send(ada)
    doings.name_account(ada)
    ada.refresh_from_db()
    assert setting_up.missing(ada) == []
    assert [step.is_done for step in setting_up.steps(ada)] == [True, False, True, True, True, True]
    assert "Until your first sale" not in client.get("/desk/").content.decode()


def test_a_stranger_has_no_shop_to_change(mallory: User, ada: Seller) -> None:
    client = signed_in(mallory)
    assert client.post("/desk/shop/", FILLED)["Location"] == "/desk/open/"
    assert client.post("/desk/shop/away/", {})["Location"] == "/desk/open/"
    assert "login" in Client().get("/desk/shop/")["Location"]
    assert Seller.objects.get().name == "Ada's Lamps"


def test_programs_change_what_they_name_and_nothing_else(ada: Seller, mallory: User) -> None:
    client = signed_in(ada.user)
    before = client.get("/api/v1/shop/").json()
    any_edition = {"HTTP_IF_MATCH": "*"}
    changed = client.post("/api/v1/shop/", {"return_days": 60}, **any_edition).json()
    assert changed["returns"].startswith("You do not like it? Send it back within 60 days")
    assert {**before, "return_days": 60, "returns": changed["returns"]} == changed
    wrong = client.post("/api/v1/shop/", {"handling_days": 99}, **any_edition)
    assert wrong.status_code in (400, 422)
    assert "handling_days" in wrong.json()["errors"]
    days = {"first": "2026-03-09", "last": "2026-03-10"}
    assert client.post("/api/v1/shop/away/", days).json()["away"] == [["2026-03-09", "2026-03-10"]]
    assert client.post("/api/v1/shop/away/", {**days, "back": True}).json()["away"] == []
    late = {"first": "2026-01-01", "last": "2026-01-02"}
    assert client.post("/api/v1/shop/away/", late).status_code == 409
    assert client.get("/api/v1/shop/who/").status_code == 404
    stranger = signed_in(mallory)
    assert stranger.post("/api/v1/shop/", {"name": "Mine"}, **any_edition).status_code == 404
