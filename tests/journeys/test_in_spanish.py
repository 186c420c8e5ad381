"""A whole case reads in Spanish for its Spanish buyer, in English for its seller."""

from collections.abc import Callable
from datetime import datetime
from itertools import cycle

import pytest
from django.test import Client
from django.urls import reverse

from disputes import answering, case_page, loading, offering, reasons
from disputes.execution import Terms
from disputes.models import Dispute
from escrow.models import Notice
from escrow.money import Money
from marketplace import notices
from marketplace.models import Listing, Order, User
from marketplace.webhooks import keeping
from sellers.models import Seller
from tests import doings, english
from tests.journeys.test_every_page import addresses

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# Django's own admin names models in English, on purpose: the staff's tables are not for readers.
OF_DJANGO = ("/admin/", "/admin/disputes/dispute/")

SIX = ("es", "fr", "de", "pt-br", "zh-hans", "ar")
AFTER_ARRIVAL = [one.code for one in reasons.REASONS if not one.code.startswith("NR-")]


@pytest.fixture
def ben(ben: User) -> User:
    ben.language = "es"
    ben.save()
    return ben


@pytest.fixture
def lamp(lamp: Listing) -> Listing:
    """What a seller wrote stays as it is; here it is in no language."""
    Listing.objects.filter(pk=lamp.pk).update(title="LAMPARA", description="LAMPARA")
    lamp.refresh_from_db()
    return lamp


@pytest.fixture
def delivered(monday: datetime, ben: User, lamp: Listing) -> Callable[[], Order]:
    return lambda: doings.delivered(ben, lamp)


def page(person: User, address: str) -> str:
    client = Client()
    client.force_login(person)
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def of(case: Dispute, person: User) -> str:
    return page(person, Dispute.objects.get(pk=case.pk).get_absolute_url())


def assert_each_in_their_own(case: Dispute) -> None:
    """The buyer's page is Spanish, and what the seller reads says the same in English."""
    theirs = of(case, case.order.buyer)
    assert '<html lang="es"' in theirs
    assert not english.in_page(theirs, "es")
    ours = of(case, case.order.seller.user)
    assert '<html lang="en"' in ours
    assert "What was said" in ours
    assert "Qué se ha dicho" in theirs


def test_the_opening_form(delivered: Callable[[], Order], ben: User) -> None:
    order = delivered()
    form = page(ben, reverse("open_dispute", args=[order.number]))
    assert not english.in_page(form, "es")
    assert "Llegó dañado" in form or "dañó" in form


def test_the_opening_form_with_something_to_mend(delivered: Callable[[], Order], ben: User) -> None:
    order = delivered()
    client = Client()
    client.force_login(ben)
    line = order.lines.get()
    body = {"reason": "ND-DAMAGED", f"line-{line.pk}": "on", "amount": "9999", "remedy": "partial"}
    for sent in ({}, body, {**body, "amount": "x"}, {**body, f"quantity-{line.pk}": "7"}):
        form = client.post(reverse("open_dispute", args=[order.number]), sent).content.decode()
        assert '<html lang="es"' in form
        assert not english.in_page(form, "es")


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("<p>The money is here</p>", 1),
        ("<p title='Your case'>Caso</p>", 1),
        ("<p lang='en'>The money <b>is</b> here</p><p>El dinero</p>", 0),
        ("<p lang='en'>Sorry</p><p>Your money</p>", 1),
        ("<option translate='no'>Port of Spain</option>", 0),
        ("<p>Se ha dicho; no has dicho nada</p>", 0),
    ],
)
def test_english_is_found_where_it_should_not_be(page: str, found: int) -> None:
    assert len(english.in_page(page, "es")) == found


@pytest.mark.parametrize("reason", AFTER_ARRIVAL)
def test_every_reason_and_its_answers(
    reason: str, delivered: Callable[[], Order], ada: Seller
) -> None:
    remedy = reasons.offerable(reason)[0]
    assert_each_in_their_own(doings.complain_for(delivered(), remedy, reason))


def test_offers(delivered: Callable[[], Order], ada: Seller) -> None:
    case = doings.complain(delivered())
    terms = Terms(Money(4300, "EUR"), "partial")
    offering.make_offer(case, terms, by=ada.user, words="Sorry.")
    assert_each_in_their_own(case)
    spanish = of(case, case.order.buyer)
    assert "ofrece:" in spanish
    assert "43,00\xa0€" in spanish
    assert "€43.00" in of(case, ada.user)


def test_a_decision_and_its_appeal(
    delivered: Callable[[], Order], ada: Seller, sofia: User
) -> None:
    case = doings.complain(delivered())
    answering.contest(case, by=ada.user, text="It left whole.")
    doings.propose(case, by=sofia, outcome="release")
    assert_each_in_their_own(case)
    doings.let_pass(hours=49)
    assert_each_in_their_own(case)


def test_a_case_that_only_the_clock_went_on_with(
    delivered: Callable[[], Order], ada: Seller
) -> None:
    case = doings.complain(delivered())
    for _ in range(4):
        doings.let_pass(days=4)
        assert_each_in_their_own(case)


@pytest.mark.parametrize(
    "step",
    [
        doings.to_be_posted,
        doings.posted_back,
        doings.come_back,
        doings.sent_again,
        doings.here_again,
    ],
    ids=lambda step: step.__name__,
)
def test_parcels_of_a_case(
    step: Callable[[Order], Dispute], delivered: Callable[[], Order], ada: Seller
) -> None:
    assert_each_in_their_own(step(delivered()))


def test_the_timeline_says_the_same_in_both(delivered: Callable[[], Order], ada: Seller) -> None:
    from django.utils import translation

    case = doings.come_back(delivered())
    loaded = loading.loaded_or_404(Dispute.objects.all(), pk=case.pk)
    told = {}
    for language in ("en", "es"):
        with translation.override(language):
            told[language] = case_page.context(loaded, ada.user)["events"]
    assert len(told["en"]) == len(told["es"]) > 4
    assert not [one.title for one in told["es"] if english.in_text(one.title)]
    assert all(a.text == b.text for a, b in zip(told["en"], told["es"], strict=True))


def test_every_mail_is_in_its_readers_language(
    delivered: Callable[[], Order], ada: Seller, sofia: User
) -> None:
    case = doings.complain(delivered())
    answering.contest(case, by=ada.user, text="It left whole.")
    doings.propose(case, by=sofia, outcome="refund")
    doings.let_pass(hours=49)
    doings.let_pass(days=20)
    doings.here_again(delivered())
    doings.come_back(delivered())
    notices.send_waiting(1000)
    mails = Notice.objects.exclude(sent_at=None).select_related("to")
    spanish = [one for one in mails if one.to.email == "ben@example.com"]
    assert len({one.kind for one in spanish}) > 8
    for one in spanish:
        assert one.body.startswith("Hola"), one.body
        left = english.in_text(f"{one.subject_line}\n{one.body}")
        assert not left, (one.kind, left)
    others = [one for one in mails if one.to.email == "ada@example.com"]
    assert len({one.kind for one in others}) > 5
    assert all(one.body.startswith("Hello") for one in others)


def test_no_english_is_left_on_any_page(
    delivered: Callable[[], Order],
    ben: User,
    lamp: Listing,
    ada: Seller,
    sofia: User,
    settings: object,
) -> None:
    """Each in one of the six, in turn: all say the same words, and a catalogue is whole."""
    settings.HOLDFAST_DEMO = True
    order = delivered()
    doings.complain(order)
    doings.buy(ben, lamp)
    doings.come_back(delivered())
    doings.here_again(delivered())
    keeping.add(by=ada.user, name="API", address="https://ada.example/", events=["order.paid"])
    found = {}
    for (email, path), language in zip(addresses(order, lamp), cycle(SIX), strict=False):
        if path in OF_DJANGO:
            continue
        User.objects.update(language=language)
        client = Client(headers={"accept-language": language})
        if email:
            client.force_login(User.objects.get(email=email))
        page = client.get(path).content.decode()
        assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in page, path
        if left := english.in_page(page, language):
            found[email, path, language] = left
    assert not found, "\n".join(f"{who}: {what}" for who, what in found.items())


def test_what_somebody_paid_with_is_said_in_their_language(
    delivered: Callable[[], Order], ben: User
) -> None:
    order = delivered()
    assert "tarjeta ··4242" in page(ben, order.get_absolute_url())
    form = page(ben, reverse("open_dispute", args=[order.number]))
    assert "tarjeta ··4242" in form
    assert "card ··" not in form
