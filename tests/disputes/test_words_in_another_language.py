"""What somebody writes in a case stays in their language, and the other side can tell and read it."""

from datetime import datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import translation

from disputes import answering, deciding, offering, opening
from disputes.claims import Claim
from disputes.deciding import Ruling
from disputes.execution import Terms
from disputes.models import Dispute, Statement
from escrow.money import Money
from marketplace import translating
from marketplace.models import Listing, Translation, User
from sellers.models import Seller
from tests import answers, doings, libretranslate
from tests.disputes.pages import seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]

WORDS = "La pantalla está rajada."


@pytest.fixture
def case(monday: datetime, ben: User, lamp: Listing) -> Dispute:
    """Ben reads and writes Spanish; Ada's shop reads English."""
    User.objects.filter(pk=ben.pk).update(language="es")
    ben.refresh_from_db()
    order = doings.delivered(ben, lamp)
    quantities = {line.pk: line.quantity for line in order.lines.all()}
    claim = Claim("ND-DAMAGED", WORDS, quantities, facts=answers.to("ND-DAMAGED"))
    with translation.override("es"):
        return opening.open_dispute(order.number, claim, by=ben, photos=[doings.photo()])


@pytest.fixture
def engine(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with libretranslate.running() as running:
        settings.HOLDFAST_TRANSLATOR = "libretranslate"
        settings.LANGUAGES = [("en", "English"), ("es", "Spanish")]
        settings.LIBRETRANSLATE_URL = running.url
        yield running


def test_the_language_is_kept_with_the_words(case: Dispute) -> None:
    assert case.statements.get(kind="opened").language == "es"


def test_the_page_keeps_it_for_who_writes_there(case: Dispute, ada: Seller) -> None:
    client = Client()
    client.force_login(ada.user)
    body = {"answer": "contest", "text": "It left whole."}
    client.post(f"{case.get_absolute_url()}answer/", body)
    assert case.statements.get(kind="contested").language == "en"


def test_the_clock_speaks_no_language(case: Dispute) -> None:
    doings.let_pass(days=6)
    assert case.statements.filter(by=None).exists()
    assert not case.statements.filter(by=None).exclude(language="").exists()


def test_the_other_side_is_told_which_language_it_is(case: Dispute, ada: Seller) -> None:
    page = seen(case, ada.user)
    assert f'<p class="said" lang="es">{WORDS}</p>' in page
    assert "Written in Spanish" in page


def test_who_reads_that_language_is_told_nothing(case: Dispute, ben: User) -> None:
    page = seen(case, ben)
    assert f'<p class="said" lang="es">{WORDS}</p>' in page
    assert "Escrito en" not in page


def test_a_translation_stands_beside_the_original(
    engine: libretranslate.Engine, case: Dispute, ada: Seller, ben: User
) -> None:
    assert "Written in Spanish" in seen(case, ada.user)
    translating.translate_waiting()
    page = seen(case, ada.user)
    assert f'<p class="said" lang="es">{WORDS}</p>' in page
    assert "Translated from Spanish by a machine" in page
    assert f'<p class="said">[en] {WORDS}</p>' in page
    assert "Written in Spanish" not in page
    assert "[en]" not in seen(case, ben)


def test_no_page_waits_for_the_engine(
    engine: libretranslate.Engine, case: Dispute, ada: Seller
) -> None:
    seen(case, ada.user)
    assert engine.asked == []


def test_an_engine_that_is_down_takes_nothing_from_the_page(
    engine: libretranslate.Engine, case: Dispute, ada: Seller
) -> None:
    engine.mood = "broken"
    translating.translate_waiting()
    page = seen(case, ada.user)
    assert WORDS in page
    assert "Written in Spanish" in page


def test_what_the_engine_says_is_text_and_no_html(
    engine: libretranslate.Engine, case: Dispute, ada: Seller
) -> None:
    translating.translate_waiting()
    Translation.objects.update(text="<script>alert(1)</script>")
    page = seen(case, ada.user)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_words_with_an_offer_too(engine: libretranslate.Engine, case: Dispute, ben: User) -> None:
    seller = case.order.seller.user
    terms = Terms(Money(4300, "EUR"), "partial")
    offering.make_offer(case, terms, by=seller, words="So sorry.")
    translating.translate_waiting()
    page = seen(case, ben)
    assert page.count('<p class="said" lang="en">So sorry.</p>') == 2
    assert page.count("[es] So sorry.") == 2


def test_reasons_keep_the_language_they_were_written_in_whoever_shows_them(
    engine: libretranslate.Engine, case: Dispute, sofia: User, otto: User, ben: User
) -> None:
    answering.contest(case, by=case.order.seller.user, text="It left whole.")
    with translation.override("es"):
        ruling = Ruling("release", "Llegó entera.")
        decision = deciding.propose(case, ruling, by=sofia)
    assert decision.language == "es"
    if decision.needs_second:
        deciding.approve(decision, by=otto)
    assert case.statements.get(kind="proposed").language == "es"
    translating.translate_waiting()
    assert "[en] Llegó entera." in seen(case, case.order.seller.user)
    assert "[en]" not in seen(case, ben)


def test_an_answer_in_words_too(
    engine: libretranslate.Engine, ben: User, ada: Seller, lamp: Listing
) -> None:
    order = doings.delivered(ben, lamp)
    quantities = {line.pk: line.quantity for line in order.lines.all()}
    facts = {**answers.to("ND-WRONG"), "received": "azul marino"}
    claim = Claim("ND-WRONG", WORDS, quantities, facts=facts)
    with translation.override("es"):
        case = opening.open_dispute(order.number, claim, by=ben, photos=[doings.photo()])
    assert '<p class="said" lang="es">“azul marino”</p>' in seen(case, ada.user)
    translating.translate_waiting()
    assert "“[en] azul marino”" in seen(case, ada.user)


def test_staff_read_it_as_the_parties_do(case: Dispute, sofia: User) -> None:
    client = Client()
    client.force_login(sofia)
    page = client.get(f"/admin/disputes/dispute/{case.pk}/change/").content.decode()
    assert f'<p class="said" lang="es">{WORDS}</p>' in page
    assert "Written in Spanish" in page


def test_programs_are_told_the_language(case: Dispute, ada: Seller) -> None:
    client = Client()
    client.force_login(ada.user)
    said = client.get(f"/api/v1/disputes/{case.pk}/").json()["statements"]
    assert [(one["text"], one["language"]) for one in said if one["text"]] == [(WORDS, "es")]


@pytest.mark.parametrize("change", ["text = 'Nada.'", "language = 'en'", "by_id = NULL"])
def test_what_was_said_stays_also_for_raw_sql(case: Dispute, change: str) -> None:
    sql = f"UPDATE disputes_statement SET {change}"
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        connection.cursor().execute(sql)


def test_nothing_that_was_said_is_deleted(case: Dispute) -> None:
    with pytest.raises(Exception, match=r"append-only|permission denied"), transaction.atomic():
        Statement.objects.all().delete()
