"""Sending back and sending again, on the page of the case."""

import re
from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation

from disputes import parcel_words, said_words
from disputes.models import Dispute, Statement
from escrow.models import Notice
from marketplace import notices
from marketplace.models import Listing, Order, User
from tests import answers, books, doings

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(monday: datetime, ben: User, lamp: Listing) -> Order:
    return doings.delivered(ben, lamp)


def do(client: Client, who: User, case: Dispute, noun: str, **said: Any) -> str:
    client.force_login(who)
    answered = client.post(f"{case.get_absolute_url()}{noun}/", said, follow=True)
    case.refresh_from_db()
    return answered.content.decode()


def see(client: Client, who: User, case: Dispute) -> str:
    client.force_login(who)
    return client.get(case.get_absolute_url()).content.decode()


def test_from_asking_to_the_money_over_the_pages(client: Client, order: Order, ben: User) -> None:
    ada = order.seller.user
    client.force_login(ben)
    line = order.lines.get()
    sent = client.post(
        f"/orders/{order.number}/disputes/",
        {
            "reason": "ND-WRONG",
            **answers.typed("ND-WRONG"),
            "description": "It is blue.",
            "remedy": "return",
            f"line-{line.pk}": "1",
            "photos": [SimpleUploadedFile("blue.jpg", doings.jpeg(), "image/jpeg")],
        },
        follow=True,
    )
    case = Dispute.objects.get()
    assert "I send it back and get my money" in sent.content.decode()
    assert "Agree: take it back" in see(client, ada, case)
    do(client, ada, case, "answer", answer="accept")
    assert "Say by" in see(client, ada, case)
    assert "to say where to send it. If they do not, you keep it" in see(client, ben, case)
    page = do(client, ada, case, "return/label", address="Hafenstraße 3", code="KP-77")
    assert "The buyer knows where to send it now." in page
    page = see(client, ben, case)
    assert "Hafenstraße 3" in page
    assert "KP-77" in page
    assert "I have sent it back" in page
    do(client, ben, case, "return/parcel", carrier="Kelp Post", tracking_number="KR1", grams=900)
    page = see(client, ada, case)
    assert "It is here, and as it was" in page
    assert "900 g" in page
    doings.scan_return(case, "delivered")
    assert "It has come back. Look at it until" in see(client, ada, case)
    page = do(client, ada, case, "return/inspection", answer="accept")
    assert "The buyer gets the money now." in page
    assert (case.state, order.lines.get().hold.state) == ("resolved", "refunded")
    books.assert_right()


def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    client: Client, order: Order, ben: User
) -> None:
    ada, case = order.seller.user, doings.agreed(order, "return")
    page = do(client, ada, case, "return/label", address="Hafenstraße 3", code="", cost="x")
    assert "Buy a label and write its code" in page
    assert "cannot read" in page
    assert "Hafenstraße 3" in page
    do(client, ada, case, "return/label", address="Hafenstraße 3", code="KP-1")
    page = do(client, ben, case, "return/parcel", carrier="Kelp Post", tracking_number="")
    assert "without it nobody can see it come back" in page
    assert 'value="Kelp Post"' in page
    do(client, ben, case, "return/parcel", carrier="Kelp Post", tracking_number="KR1")
    page = do(client, ada, case, "return/inspection", answer="contest", text="", grams=900)
    assert "Write what is different from what you sent." in page
    assert "Choose what is different." in page
    page = do(client, ada, case, "return/inspection", answer="contest", says="SL-USED", text="")
    assert re.search(r'value="SL-USED"[^>]* checked', page)
    assert case.returns.get().state == "in_transit"


def test_a_seller_contests_with_photos(client: Client, order: Order) -> None:
    case = doings.come_back(order)
    photo = SimpleUploadedFile("brick.jpg", doings.jpeg())
    told = {"answer": "contest", "says": "SL-EMPTY", "text": "A brick.", "photos": [photo]}
    page = do(client, order.seller.user, case, "return/inspection", **told)
    assert "A brick." in page
    assert "It did not come back as it was sent: The parcel was empty" in page
    assert (case.state, case.evidence.count()) == ("escalated", 2)


def test_let_them_keep_it(client: Client, order: Order) -> None:
    case = doings.agreed(order, "return")
    do(client, order.seller.user, case, "return/label", answer="keep")
    assert case.state == "resolved"
    books.assert_right()


def test_a_second_parcel_over_the_pages(client: Client, order: Order, ben: User) -> None:
    ada, case = order.seller.user, doings.agreed(order, "replacement")
    assert "sends you a new one by" in see(client, ben, case)
    assert "Give the money back instead" in see(client, ada, case)
    page = do(client, ada, case, "replacement", carrier="")
    assert "Write who carries it." in page
    do(client, ada, case, "replacement", carrier="Kelp Post", tracking_number="KP2")
    assert "If it has not come by" in see(client, ben, case)
    doings.arrive(case.replacements.get().shipment)
    page = see(client, ben, case)
    assert "It is good now" in page
    assert "It is not good either" in page
    assert "Write what is wrong" in do(client, ben, case, "replacement/receipt", text="")
    page = do(client, ben, case, "replacement/receipt", text="Blue again.")
    assert "Blue again." in page
    assert case.state == "escalated"


def test_the_seller_pays_instead(client: Client, order: Order) -> None:
    case = doings.agreed(order, "replacement")
    do(client, order.seller.user, case, "replacement", answer="refund")
    assert (case.state, order.lines.get().hold.state) == ("resolved", "refunded")
    books.assert_right()


def test_what_does_not_fit_what_is_wrong_is_refused_with_what_does(
    client: Client, order: Order, ben: User
) -> None:
    client.force_login(ben)
    line = order.lines.get()
    asked = {"reason": "ND-UNSAFE", "description": "Sparks.", f"line-{line.pk}": "1"}
    answered = client.post(f"/orders/{order.number}/disputes/", {**asked, "remedy": "return"})
    page = answered.content.decode()
    assert "When that is wrong, choose one of these: “All my money back”" in page
    assert "Sparks." in page
    assert not Dispute.objects.exists()


def test_an_offer_names_what_is_to_be_sent(client: Client, order: Order) -> None:
    case = doings.complain_for(order, "refund")
    ada = order.seller.user
    page = do(client, ada, case, "offers", remedy="replacement", amount="46.90", words="")
    assert "a new one, or €46.90 back" in page
    assert case.offers.get().remedy == "replacement"
    page = do(client, ada, case, "offers", remedy="missing_part", amount="46.90")
    assert "Choose one of the other ways" in page


def test_strangers_find_nothing(client: Client, order: Order, mallory: User) -> None:
    case = doings.agreed(order, "return")
    client.force_login(mallory)
    for noun in ("return/label", "return/parcel", "return/inspection", "replacement"):
        assert client.post(f"{case.get_absolute_url()}{noun}/").status_code == 404


def test_every_turn_and_every_line_has_its_words(order: Order) -> None:
    """Nothing of what a parcel can be is left without a sentence, in any language."""
    with translation.override("de"):
        for words in (*parcel_words.RETURNS.values(), *parcel_words.REPLACEMENTS.values()):
            assert words()
    assert set(said_words.WORDS) == set(Statement.Kind) - {Statement.Kind.OPENED}


def test_the_mails_say_until_when(order: Order, ben: User, lamp: Listing) -> None:
    doings.come_back(order)
    doings.here_again(doings.delivered(ben, lamp))
    doings.let_pass(days=5)
    doings.to_be_posted(doings.delivered(ben, lamp))
    doings.let_pass(days=11)
    kinds = {
        "return_to_label",
        "return_to_post",
        "return_posted",
        "return_here",
        "dispute_asleep",
        "replacement_to_send",
        "replacement_sent",
        "replacement_here",
        "replacement_remind",
    }
    told = Notice.objects.filter(kind__in=kinds)
    assert {notice.kind for notice in told} == kinds
    for notice in told:
        subject, text = notices.worded(notice)
        assert "None" not in subject + text
        assert "by ," not in subject + text
