"""What people write is translated by the operator's own engine, or stays as it was written."""

import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import IntegrityError, transaction

from escrow import clock
from marketplace import translating, translators
from marketplace.models import Translation
from marketplace.translators import libretranslate
from tests import libretranslate as fake

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]

WORDS = "La pantalla llegó rota."


@pytest.fixture
def engine(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[fake.Engine]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with fake.running() as running:
        settings.HOLDFAST_TRANSLATOR = "libretranslate"
        settings.LIBRETRANSLATE_URL = running.url
        settings.LANGUAGES = [("en", "English"), ("es", "Spanish")]
        yield running


def asked(text: str = WORDS, source: str = "es") -> None:
    with transaction.atomic():
        translating.ask(text, source)


def known(text: str = WORDS) -> str | None:
    return translating.known([(text, "es")], "en").get(text)


def test_a_text_is_translated_after_the_commit(
    engine: fake.Engine,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    from marketplace.tasks import translate_waiting

    monkeypatch.setattr(translate_waiting, "apply_async", lambda **_: translate_waiting())
    with django_capture_on_commit_callbacks(execute=True):
        asked()
        assert engine.asked == []
    assert known() == f"[en] {WORDS}"
    assert engine.asked == [{"q": WORDS, "source": "es", "target": "en", "format": "text"}]


def test_the_same_words_are_translated_once(engine: fake.Engine) -> None:
    asked()
    asked()
    assert translating.translate_waiting() == 1
    asked()
    assert translating.translate_waiting() == 0
    assert len(engine.asked) == 1


def test_the_database_keeps_one_translation_of_a_text(engine: fake.Engine) -> None:
    asked()
    row = Translation.objects.get()
    row.pk = None
    with pytest.raises(IntegrityError, match="translated_once"), transaction.atomic():
        row.save(force_insert=True)


def test_the_original_is_forgotten_when_it_is_done(engine: fake.Engine) -> None:
    asked()
    assert Translation.objects.get().original == WORDS
    translating.translate_waiting()
    row = Translation.objects.get()
    assert (row.original, row.due_at) == ("", None)
    with pytest.raises(IntegrityError, match="waits_or_is_forgotten"), transaction.atomic():
        Translation.objects.update(original=WORDS)


def test_the_key_goes_along(engine: fake.Engine, settings: Any) -> None:
    engine.key = settings.LIBRETRANSLATE_API_KEY = "a-key"
    asked()
    assert translating.translate_waiting() == 1


def test_without_the_key_there_is_no_translation(engine: fake.Engine) -> None:
    engine.key = "a-key"
    asked()
    assert translating.translate_waiting() == 0
    assert known() is None


@pytest.mark.parametrize("mood", sorted(set(fake.MOODS) - {"well"}))
def test_an_engine_that_fails_leaves_the_text_as_it_is(
    engine: fake.Engine, mood: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libretranslate, "SILENT_SECONDS", 0.4)
    monkeypatch.setattr(libretranslate, "WHOLE_SECONDS", 0.4)
    engine.mood = mood
    asked()
    began = time.monotonic()
    assert translating.translate_waiting() == 0
    assert time.monotonic() - began < 3
    assert known() is None
    assert len(engine.asked) == 1


def test_nobody_listens_there(engine: fake.Engine, settings: Any) -> None:
    settings.LIBRETRANSLATE_URL = "http://127.0.0.1:1"
    asked()
    assert translating.translate_waiting() == 0


def test_it_is_tried_again_later_each_time_and_then_no_more(engine: fake.Engine) -> None:
    engine.mood = "broken"
    asked()
    for tries in range(1, translating.MOST_TRIES + 1):
        assert translating.translate_waiting() == 0
        assert translating.translate_waiting() == 0
        assert len(engine.asked) == tries
        clock.advance(translating.FIRST_WAIT * 2**tries)
    engine.mood = "well"
    clock.advance(timedelta(days=1))
    assert translating.translate_waiting() == 0
    assert Translation.objects.get().original == ""


def test_an_engine_that_comes_back_is_asked_again(engine: fake.Engine) -> None:
    engine.mood = "broken"
    asked()
    translating.translate_waiting()
    engine.mood = "well"
    clock.advance(timedelta(minutes=2))
    assert translating.translate_waiting() == 1
    assert known() == f"[en] {WORDS}"


@pytest.mark.parametrize("text", ["", " \n", "x" * (translating.LONGEST + 1)])
def test_nothing_and_too_much_is_not_asked_for(engine: fake.Engine, text: str) -> None:
    asked(text)
    assert not Translation.objects.exists()


def test_words_in_no_known_language_are_not_asked_for(engine: fake.Engine) -> None:
    asked(source="")
    assert not Translation.objects.exists()


def test_by_default_nothing_leaves_this_machine(settings: Any) -> None:
    assert settings.HOLDFAST_TRANSLATOR == "none"
    assert translators.current().translate(WORDS, "es", "en") is None
    asked()
    assert not Translation.objects.exists()
    assert translating.translate_waiting() == 0


def test_switched_off_again_nothing_is_shown_or_asked(engine: fake.Engine, settings: Any) -> None:
    asked()
    translating.translate_waiting()
    asked("Otra cosa.")
    settings.HOLDFAST_TRANSLATOR = "none"
    assert known() is None
    assert translating.translate_waiting() == 0
    assert len(engine.asked) == 1


def test_texts_of_a_page_cost_one_query(
    engine: fake.Engine, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        translating.known([(f"{n}", "es") for n in range(40)], "en")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "translate.example.com",
        "ftp://translate.example.com",
        "http://",
        "http://name:password@translate.example.com",
        "http://translate.example.com:port",
        "http://translate.example.com/?key=1",
        "gopher://translate.example.com",
    ],
)
def test_a_bad_address_is_told_at_the_start(url: str, settings: Any) -> None:
    settings.HOLDFAST_TRANSLATOR = "libretranslate"
    settings.LIBRETRANSLATE_URL = url
    with pytest.raises(SystemCheckError, match="E011"):
        call_command("check")


@pytest.mark.parametrize("url", ["http://127.0.0.1:5000", "https://translate.example.com/v1/"])
def test_a_good_address_is_taken(url: str, settings: Any) -> None:
    settings.HOLDFAST_TRANSLATOR = "libretranslate"
    settings.LIBRETRANSLATE_URL = url
    call_command("check")


def test_an_engine_that_nobody_knows_is_told_at_the_start(settings: Any) -> None:
    settings.HOLDFAST_TRANSLATOR = "babelfish"
    with pytest.raises(SystemCheckError, match="E010"):
        call_command("check")
