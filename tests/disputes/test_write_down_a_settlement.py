"""The two agree in words: staff write it down, and each of them still says yes by themselves."""

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from disputes import agreeing, answering, offering, suggesting
from disputes.execution import Terms
from disputes.models import Dispute, Offer, Suggestion
from disputes.reviewing import NotYours
from escrow.models import Notice
from escrow.money import Money
from marketplace.models import Listing, User
from tests import books, doings
from tests.disputes.pages import seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
WORDS = "You both wrote on Tuesday that half is fair."
ASK = "Do you two agree on this?"


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


@pytest.fixture
def case(ben: User, lamp: Listing) -> Dispute:
    opened = doings.complain(doings.delivered(ben, lamp))
    answering.contest(opened, by=lamp.seller.user, text="It left whole.")
    return Dispute.objects.get(pk=opened.pk)


def now(case: Dispute) -> Dispute:
    return Dispute.objects.get(pk=case.pk)


def suggest(case: Dispute, by: User, minor: int = 2300, **how: str) -> Suggestion:
    how = {"remedy": "partial", "words": WORDS, **how}
    return suggesting.suggest(case, by=by, amount=eur(minor), **how)


def as_shown(case: Dispute) -> tuple[str, dict[str, str]]:
    """What the one button of the suggestion sends."""
    made = Suggestion.objects.get()
    body = {"remedy": made.remedy, "amount": str(made.amount.decimal)}
    return f"{case.get_absolute_url()}offers/", body


def test_it_counts_only_when_one_offers_it_and_the_other_takes_it(
    client: Client, case: Dispute, sofia: User, ben: User
) -> None:
    suggest(case, sofia)
    assert (now(case).state, Offer.objects.count()) == ("under_review", 0)
    for party in (ben, case.order.seller.user):
        assert ASK in seen(case, party)
        assert WORDS in seen(case, party)
        assert Notice.objects.filter(kind="settlement_suggested", to=party).exists()
    address, body = as_shown(case)
    client.force_login(case.order.seller.user)
    client.post(address, body)
    assert ASK not in seen(case, ben), "now an offer lies there"
    offer = Offer.objects.get()
    assert (offer.side, offer.amount) == ("seller", eur(2300))
    with pytest.raises(agreeing.TypeTheAmount):
        agreeing.accept_offer(offer, by=ben)
    agreeing.accept_offer(offer, by=ben, typed=eur(2300))
    doings.let_pass(hours=2)
    assert case.order.lines.get().hold.refunded == eur(2300)
    books.assert_right()


def test_silence_changes_nothing_and_staff_still_decide(case: Dispute, sofia: User) -> None:
    suggest(case, sofia)
    doings.let_pass(hours=70)
    assert now(case).state == "under_review"
    doings.decide(now(case), by=sofia, outcome="release")
    assert case.order.lines.get().hold.state == "released"
    books.assert_right()


def test_another_offer_takes_it_off_the_page(case: Dispute, sofia: User, ben: User) -> None:
    suggest(case, sofia)
    offering.make_offer(now(case), Terms(eur(4000), "partial"), by=ben)
    assert ASK not in seen(case, case.order.seller.user)


@pytest.mark.parametrize(
    ("minor", "how"),
    [(0, {}), (4691, {}), (2300, {"remedy": "gold"}), (2300, {"words": " "})],
)
def test_what_cannot_be_agreed_on_is_refused(
    case: Dispute, sofia: User, minor: int, how: dict[str, str]
) -> None:
    with pytest.raises(NotYours):
        suggest(case, sofia, minor, **how)
    assert not Suggestion.objects.exists()


def test_only_who_has_the_case_writes_it_and_only_while_they_can_agree(
    case: Dispute, sofia: User, otto: User, ben: User, mallory: User
) -> None:
    for person in (ben, mallory, case.order.seller.user):
        with pytest.raises(NotYours):
            suggest(case, person)
    suggest(case, sofia)
    with pytest.raises(NotYours, match="Sofia"):
        suggest(now(case), otto)
    doings.decide(now(case), by=sofia, outcome="refund")
    with pytest.raises(NotYours, match="any more"):
        suggest(now(case), sofia)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Suggestion.objects.update(words="Otherwise.")


def test_on_the_page_what_was_typed_stays(client: Client, case: Dispute, sofia: User) -> None:
    client.force_login(sofia)
    address = f"/admin/disputes/dispute/{case.pk}/change/"
    typed = {"step": "suggest", "remedy": "partial", "amount": "half", "words": WORDS}
    page = client.post(address, typed).content.decode()
    assert "Write it like this" in page
    assert WORDS in page
    page = client.post(address, {**typed, "amount": "23"}, follow=True).content.decode()
    assert "Both read it now." in page
