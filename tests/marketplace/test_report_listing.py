"""A listing is reported, taken down with a reason, appealed, and put back or not."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from escrow.models import Notice
from marketplace import listing as listings
from marketplace import notices, reporting
from marketplace.listing import ListingIsFrozen
from marketplace.models import Listing, ListingFreeze, ListingReport, User
from marketplace.reporting import CannotAppeal, CannotReport, CannotSettle
from tests import doings, factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]

SAID = {"reason": "counterfeit", "words": "The stamp is upside down."}


@pytest.fixture
def frozen(lamp: Listing, sofia: User) -> ListingFreeze:
    return reporting.freeze(lamp, by=sofia, reason="counterfeit", words="The stamp is wrong.")


def send(client: Client, lamp: Listing, **said: str) -> Any:
    return client.post(f"/listing/{lamp.pk}/reports/", said or SAID, follow=True)


def kinds(person: User) -> list[str]:
    return list(Notice.objects.filter(to=person).order_by("pk").values_list("kind", flat=True))


def test_a_member_reports_it_and_it_stays_for_sale(
    client: Client, ben: User, lamp: Listing
) -> None:
    client.force_login(ben)
    assert "Report it" in client.get(lamp.get_absolute_url()).content.decode()
    page = send(client, lamp).content.decode()
    assert "write to you what they did" in page
    report = ListingReport.objects.get()
    assert (report.by, report.reason, report.words) == (ben, SAID["reason"], SAID["words"])
    assert client.get(lamp.get_absolute_url()).status_code == 200


def test_twice_is_once_for_a_member_and_for_a_guest(
    client: Client, ben: User, lamp: Listing
) -> None:
    for _ in range(2):
        assert "Without an account we cannot write to you" in send(client, lamp).content.decode()
    client.force_login(ben)
    for _ in range(2):
        send(client, lamp)
    assert ListingReport.objects.count() == 2


def test_a_guest_who_reports_without_end_is_stopped_and_loses_nothing(
    client: Client, lamp: Listing
) -> None:
    others = [factories.listing(lamp.seller, lamp.category, f"Lamp {n}") for n in range(5)]
    for other in others:
        send(client, other)
    page = send(client, lamp, reason="unsafe", words="It sparks.").content.decode()
    assert "come back in an hour" in page
    assert "It sparks." in page
    assert ListingReport.objects.count() == 5


def test_without_a_reason_it_says_so_and_keeps_the_words(client: Client, lamp: Listing) -> None:
    page = send(client, lamp, words="Hm.").content.decode()
    assert "Hm." in page
    assert not ListingReport.objects.exists()


def test_nobody_reports_their_own_or_what_they_cannot_see(
    client: Client, ben: User, lamp: Listing, frozen: ListingFreeze
) -> None:
    assert send(client, lamp).status_code == 404
    assert client.get(f"/listing/{lamp.pk}/reports/").status_code == 404
    shade = factories.listing(lamp.seller, lamp.category, "Shade")
    with pytest.raises(CannotReport):
        reporting.report(shade, by=lamp.seller.user, reason="other")
    with pytest.raises(CannotReport):
        reporting.report(lamp, by=ben, reason="other")


def test_staff_take_it_down_and_everybody_is_told(
    client: Client, ben: User, lamp: Listing, sofia: User
) -> None:
    reporting.report(lamp, by=ben, **SAID)
    reporting.report(lamp, by=None, visitor="x", **SAID)
    client.force_login(sofia)
    address = f"/admin/marketplace/listingreport/{ListingReport.objects.earliest('pk').pk}/change/"
    assert "The stamp is upside down." in client.get(address).content.decode()
    said = {"step": "freeze", "reason": "counterfeit", "words": "The stamp is wrong."}
    assert client.post(address, said).status_code == 302
    assert set(ListingReport.objects.values_list("outcome", flat=True)) == {"frozen"}
    assert kinds(ben) == ["listing_report_settled"]
    assert kinds(lamp.seller.user) == ["listing_frozen"]
    notices.send_waiting()
    assert "The stamp is wrong." in Notice.objects.get(kind="listing_frozen").body


def test_what_is_down_is_hidden_and_cannot_be_bought(
    client: Client, ben: User, lamp: Listing, frozen: ListingFreeze
) -> None:
    client.force_login(ben)
    assert client.get(lamp.get_absolute_url()).status_code == 404
    assert client.get("/search/").context["listings"] == []
    with pytest.raises(Exception, match="no longer available"):
        doings.place(ben, Listing.objects.get(pk=lamp.pk))


def test_its_seller_sees_it_knows_why_and_cannot_put_it_back(
    client: Client, lamp: Listing, frozen: ListingFreeze
) -> None:
    seller = lamp.seller.user
    client.force_login(seller)
    assert "We took this down" in client.get(lamp.get_absolute_url()).content.decode()
    assert "The stamp is wrong." in client.get(f"/desk/listings/{lamp.pk}/").content.decode()
    client.post(f"/desk/listings/{lamp.pk}/", {"only": 1, "state": "active"})
    with pytest.raises(ListingIsFrozen):
        listings.change(lamp, by=seller, state="active")
    listings.change(lamp, by=seller, title="Brass lamp, no stamp")
    assert Listing.objects.get(pk=lamp.pk).state == "frozen"


def test_the_database_keeps_it_down(lamp: Listing, frozen: ListingFreeze) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Listing.objects.filter(pk=lamp.pk).update(state="active")
    shade = factories.listing(lamp.seller, lamp.category, "Shade")
    with pytest.raises(IntegrityError), transaction.atomic():
        Listing.objects.filter(pk=shade.pk).update(state="frozen")


def test_it_stays_where_nothing_is_wrong_and_who_said_so_is_told(
    client: Client, ben: User, lamp: Listing, sofia: User
) -> None:
    report = reporting.report(lamp, by=ben, **SAID)
    client.force_login(sofia)
    address = f"/admin/marketplace/listingreport/{report.pk}/change/"
    client.post(address, {"step": "keep"})
    client.post(address, {"step": "keep"})
    report.refresh_from_db()
    assert (report.outcome, report.settled_by) == ("kept", sofia)
    assert kinds(ben) == ["listing_report_settled"]


def test_the_seller_appeals_once_and_somebody_else_answers(
    client: Client, lamp: Listing, frozen: ListingFreeze, sofia: User, otto: User
) -> None:
    client.force_login(lamp.seller.user)
    address = f"/desk/listings/{lamp.pk}/appeals/"
    client.post(address, {"words": ""})
    for _ in range(2):
        client.post(address, {"words": "It is a copy, and says so."})
    frozen.refresh_from_db()
    assert frozen.appeal == "It is a copy, and says so."
    assert set(kinds(otto)) == {"listing_appealed"}
    with pytest.raises(CannotSettle, match="Somebody else"):
        reporting.answer(lamp, by=sofia, lift=True, words="Fine.")
    reporting.answer(lamp, by=otto, lift=True, words="You are right.")
    assert Listing.objects.get(pk=lamp.pk).state == "active"
    assert kinds(lamp.seller.user)[-1] == "listing_appeal_answered"
    with pytest.raises(CannotAppeal):
        reporting.appeal(lamp, by=lamp.seller.user, words="Again.")


def test_an_appeal_can_be_refused_and_the_listing_stays_down(
    client: Client, lamp: Listing, frozen: ListingFreeze, otto: User
) -> None:
    reporting.appeal(lamp, by=lamp.seller.user, words="It is real.")
    reporting.answer(lamp, by=otto, lift=False, words="It is not.")
    assert Listing.objects.get(pk=lamp.pk).state == "frozen"
    client.force_login(lamp.seller.user)
    assert "It is not." in client.get(f"/desk/listings/{lamp.pk}/").content.decode()
    with pytest.raises(CannotSettle):
        reporting.answer(lamp, by=otto, lift=False, words="Still not.")


def test_strangers_and_people_without_the_right_do_nothing(
    client: Client, ben: User, lamp: Listing, frozen: ListingFreeze
) -> None:
    client.force_login(ben)
    assert client.post(f"/desk/listings/{lamp.pk}/appeals/", {"words": "x"}).status_code == 404
    for story in (
        lambda: reporting.keep(lamp, by=ben),
        lambda: reporting.freeze(lamp, by=ben, reason="other", words="x"),
        lambda: reporting.answer(lamp, by=ben, lift=True, words="x"),
        lambda: reporting.appeal(lamp, by=ben, words="x"),
    ):
        with pytest.raises((CannotSettle, CannotAppeal)):
            story()
    assert client.get("/admin/marketplace/listingreport/").status_code in (302, 403)


def test_a_program_reports_it_too(client: Client, ben: User, lamp: Listing) -> None:
    address = f"/api/v1/listings/{lamp.pk}/reports/"
    assert client.post(address, SAID, content_type="application/json").status_code == 401
    client.force_login(ben)
    for _ in range(2):
        answer = client.post(address, SAID, content_type="application/json")
        assert (answer.status_code, answer.json()["outcome"]) == (201, "")
    assert ListingReport.objects.count() == 1
