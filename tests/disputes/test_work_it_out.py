"""What a decision would move is worked out against the ledger, and no other amount is named in it."""

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as some

from disputes import answering, arithmetic, case_figures, deciding, macros, named_amounts
from disputes.deciding import CannotDecide, Ruling
from disputes.models import Decision, Dispute
from escrow import fund
from escrow.models import JournalEntry
from escrow.money import Money, total
from marketplace import receipt
from marketplace.models import Listing, User
from tests import books, doings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


@pytest.fixture
def case(ben: User, lamp: Listing) -> Dispute:
    """46.90 in dispute; the seller's part of all of it is 43.15, our fee the rest."""
    opened = doings.complain(doings.delivered(ben, lamp))
    answering.contest(opened, by=lamp.seller.user, text="It left whole, repair costs €12.50.")
    return Dispute.objects.get(pk=opened.pk)


@pytest.fixture
def after(ben: User, lamp: Listing) -> Dispute:
    """The money has moved, and the seller has taken most of it away."""
    fund.top_up(eur(50_000), reference="a")
    order = doings.delivered(ben, lamp)
    receipt.confirm_receipt(order.number, by=ben)
    doings.pay_out(order.seller, leave=1000)
    opened = doings.complain(order)
    answering.contest(opened, by=lamp.seller.user, text="It left whole.")
    return Dispute.objects.get(pk=opened.pk)


def address(case: Dispute) -> str:
    return f"/admin/disputes/dispute/{case.pk}/change/"


@pytest.mark.parametrize("minor", [0, 1, 1000, 2345, 4689, 4690])
def test_the_parts_add_up_to_what_is_held(case: Dispute, minor: int) -> None:
    sums = arithmetic.work_out(case, eur(minor))
    parts = (sums.buyer, sums.seller, sums.fee, sums.tax, sums.plus)
    assert (sums.held, sums.buyer) == (eur(4690), eur(minor))
    assert total(parts, "EUR") == sums.held


@pytest.mark.parametrize("minor", [0, 1000, 4690])
def test_what_was_worked_out_is_what_happens(case: Dispute, sofia: User, minor: int) -> None:
    sums = arithmetic.work_out(case, eur(minor))
    outcome = {0: "release", 4690: "refund"}.get(minor, "split")
    doings.decide(case, by=sofia, outcome=outcome, refund=eur(minor) if minor else None)
    hold = case.order.lines.get().hold
    assert hold.refunded == sums.buyer
    assert books.payable(case.order.seller) == sums.seller
    books.assert_right()


def test_after_the_release_the_seller_pays_and_then_the_fund(after: Dispute, sofia: User) -> None:
    sums = arithmetic.work_out(after, eur(4690))
    assert (sums.held, sums.from_seller) == (eur(0), eur(1000))
    assert sums.fee_back + sums.from_seller + sums.from_fund == sums.buyer == eur(4690)
    before = fund.balance("EUR")
    doings.decide(after, by=sofia, outcome="refund")
    assert fund.balance("EUR") == before - sums.from_fund
    books.assert_right()


def test_the_button_works_it_out_and_moves_nothing(
    client: Client, case: Dispute, sofia: User
) -> None:
    client.force_login(sofia)
    entries = JournalEntry.objects.count()
    typed = {"step": "work_out", "outcome": "split", "amount": "10.00", "reasons": "Half-written"}
    page = client.post(address(case), typed)
    sums = page.context["preview"].sums
    assert (sums.buyer, sums.seller) == (eur(1000), eur(3395))
    for kept in ("Half-written", 'value="10.00"', "together: what is held now"):
        assert kept in page.content.decode()
    assert "This field is required." not in page.content.decode()
    assert not Decision.objects.exists()
    assert JournalEntry.objects.count() == entries


@pytest.mark.parametrize(
    ("typed", "said"), [("half", "Write it like this"), ("47", "at most €46.90")]
)
def test_what_cannot_be_worked_out_is_said(
    client: Client, case: Dispute, sofia: User, typed: str, said: str
) -> None:
    client.force_login(sofia)
    page = client.post(address(case), {"step": "work_out", "outcome": "split", "amount": typed})
    assert said in page.content.decode()


@pytest.mark.parametrize(
    "reasons",
    [
        "You get €10.00, and the seller 33,95 EUR after our fee of €2.95.",
        "Of 46.90 euros, ten go back. The repair of €12.50 that was named is no part of it.",
        "The lamp cost € 42.00. It took 3 days, 2 photos and all 5 screws.",
    ],
)
def test_figures_of_the_case_may_be_named(case: Dispute, sofia: User, reasons: str) -> None:
    assert case_figures.stray(case, eur(1000), reasons) == ""
    deciding.propose(case, Ruling("split", reasons, eur(1000)), by=sofia)


@pytest.mark.parametrize(
    ("reasons", "wrong"),
    [
        ("You get €11.00 back.", "€11.00"),
        ("The seller keeps 36 euros.", "36 euros"),
        ("You get $10.00 back.", "$10.00"),
        ("Es gibt 1.000,00 EUR zurück.", "1.000,00 EUR"),
    ],
)
def test_another_amount_is_refused_by_its_name_and_the_words_stay(
    client: Client, case: Dispute, sofia: User, reasons: str, wrong: str
) -> None:
    with pytest.raises(CannotDecide, match="no figure of this case"):
        deciding.propose(case, Ruling("split", reasons, eur(1000)), by=sofia)
    client.force_login(sofia)
    typed = {"step": "decide", "outcome": "split", "amount": "10.00", "reasons": reasons}
    page = client.post(address(case), typed).content.decode()
    assert f"“{wrong}” is no figure of this case." in page
    assert f">\n{reasons}</textarea>" in page
    assert not Decision.objects.exists()


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("code", list(macros.BY_CODE))
def test_no_macro_names_what_the_ledger_does_not_hold(
    case: Dispute, code: str, language: str
) -> None:
    for refund in (eur(0), eur(1000), case.claimed):
        words = macros.filled(code, case, refund, language)
        assert "%" not in words
        assert case_figures.stray(case, refund, words) == ""


def test_a_macro_is_put_behind_what_was_typed_once_and_in_the_language_asked(
    client: Client, case: Dispute, sofia: User, ben: User
) -> None:
    User.objects.filter(pk=ben.pk).update(language="es")
    client.force_login(sofia)
    typed = {
        "step": "fill", "outcome": "split", "amount": "10.00", "reasons": "First this.",
        "macro": "part", "language": "en",
    }  # fmt: skip
    page = client.post(address(case), typed)
    reasons = page.context["form"]["reasons"].value()
    assert reasons.startswith("First this.\n\n")
    assert "gets €10.00 back; Ada's Lamps gets €33.95." in reasons
    again = client.post(address(case), {**typed, "reasons": reasons})
    assert again.context["form"]["reasons"].value() == reasons
    bare = {"step": "fill", "macro": "as_described", "reasons": ""}
    assert client.post(address(case), bare).context["form"]["outcome"].value() == "release"
    choices = dict(page.context["form"].fields["language"].choices)
    assert set(choices) == {"en", "es"}


@given(minor=some.integers(1, 10**9), locale=some.sampled_from(["en", "es", "de", "fr", "ar"]))
def test_every_amount_that_we_write_is_read_back(minor: int, locale: str) -> None:
    written = eur(minor).format(locale)
    assert [one.amount for one in named_amounts.found_in(f"It is {written}.", "EUR")] == [
        eur(minor)
    ]


@pytest.mark.parametrize(
    "text", ["3 all, 1 cup, 2 top", "20 %", "HF-12EUR34", "10 Rings", "in 2026"]
)
def test_what_is_no_money_is_none(text: str) -> None:
    assert list(named_amounts.found_in(text, "EUR")) == []
