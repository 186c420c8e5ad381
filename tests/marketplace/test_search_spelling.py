"""Words as people type them: without accents, with errors, in their own language, half done."""

from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from marketplace import checks_search, listing, search_sql, search_words, spelling
from marketplace.models import Category, Listing, SearchWord
from sellers.models import Seller
from tests import factories, queries

pytestmark = pytest.mark.django_db

Put = Callable[..., Listing]


@pytest.fixture
def put(ada: Seller, lamps: Category) -> Put:
    return lambda title: factories.listing(ada, lamps, title)


def titles(client: Client, words: str, **more: str) -> list[str]:
    page = client.get("/search/", {"q": words, **more}, follow=True)
    return [one.title for one in page.context["listings"]]


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Crème brûlée dish", "creme brulee"),
        ("Creme brulee dish", "crème brûlée"),
        ("Straße print", "strasse"),
        ("Łódź postcard", "lodz"),
        ("Café table", "cafe\u0301"),
        ("Ærø lantern", "aero"),
    ],
)
def test_accents_make_no_difference_either_way(
    client: Client, put: Put, title: str, words: str
) -> None:
    put(title)
    put("Something else")
    assert titles(client, words) == [title]


def test_a_beginning_finds_the_whole_word(client: Client, put: Put) -> None:
    put("Lantern of brass")
    assert titles(client, "lant") == titles(client, "bras") == ["Lantern of brass"]


def test_words_that_english_would_skip_are_found(client: Client, put: Put) -> None:
    put("The Who, signed")
    assert titles(client, "the who") == ["The Who, signed"]


def test_a_reader_of_spanish_finds_every_form_of_a_spanish_word(client: Client, put: Put) -> None:
    put("Lámparas de latón")
    client.cookies["django_language"] = "es"
    assert titles(client, "lámpara") == ["Lámparas de latón"]
    assert titles(client, "latones") == ["Lámparas de latón"]


@pytest.mark.parametrize("words", ["ŉ", "⑴", "ﬁ", "½", "a'b\\c", "l'", "_", "'" * 9])
@pytest.mark.parametrize("language", ["en", "es"])
def test_letters_that_unfold_into_signs_break_nothing(
    client: Client, put: Put, words: str, language: str
) -> None:
    put("Lamp")
    client.cookies["django_language"] = language
    assert client.get("/search/", {"q": words}).status_code in (200, 302)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("lapm", "lamp"), ("lanp", "lamp"), ("tripdo lamp", "tripod lamp"), ("cermaic", "ceramic")],
)
def test_a_typing_error_leads_to_what_was_meant_and_says_so(
    client: Client, put: Put, typed: str, meant: str
) -> None:
    put("Ceramic tripod lamp")
    answer = client.get("/search/", {"q": typed}, follow=True)
    page = answer.content.decode()
    assert [one.title for one in answer.context["listings"]] == ["Ceramic tripod lamp"]
    assert f"Nobody sells “{typed}”" in page
    assert f"Showing results for <strong>{meant}</strong>" in page
    assert answer.redirect_chain[0][1] == 302


def test_what_was_typed_can_be_searched_all_the_same(client: Client, put: Put) -> None:
    put("Ceramic lamp")
    answer = client.get("/search/", {"q": "lapm", "asked": "lapm"})
    assert answer.status_code == 200
    assert "Nobody sells “lapm” right now" in answer.content.decode()


def test_where_something_is_found_another_word_is_only_asked_about(
    client: Client, put: Put
) -> None:
    for number in range(4):
        put(f"Lamp {number}")
    put("Lapm, a village in oils")
    assert "Did you mean" not in client.get("/search/?q=lapm").content.decode()
    Listing.objects.filter(title__startswith="Lapm").update(title="Lapmx", description="lapm")
    search_words.count_again()
    page = client.get("/search/?q=lapm").content.decode()
    assert "Did you mean" in page
    assert "?q=lamp" in page


def test_what_nobody_can_guess_stays_as_it_was(client: Client, put: Put) -> None:
    put("Lamp")
    assert spelling.meant("xylophone") == ""
    assert client.get("/search/?q=xylophone").status_code == 200


@pytest.mark.parametrize(
    ("one", "other", "wrong"),
    [
        ("lapm", "lamp", 1),
        ("lamp", "lamp", 0),
        ("lmp", "lamp", 1),
        ("", "abc", 3),
        ("ca", "abc", 3),
    ],
)
def test_errors_are_counted_as_people_make_them(one: str, other: str, wrong: int) -> None:
    assert spelling.errors(one, other) == wrong


def test_a_word_is_known_at_once_and_offered_only_while_it_is_sold(put: Put) -> None:
    lantern = put("Lantern 1960 x")
    assert set(SearchWord.objects.values_list("word", flat=True)) == {"lantern"}
    put("Lantern of tin")
    search_words.count_again()
    assert SearchWord.objects.get(word="lantern").listings == 2
    listing.change(lantern, by=lantern.seller.user, state="paused")
    assert search_words.count_again() == 1
    assert SearchWord.objects.get(word="lantern").listings == 1
    assert search_words.count_again() == 0


def test_a_changed_title_is_found_under_its_new_words(client: Client, put: Put) -> None:
    lamp = put("Lamp")
    listing.change(lamp, by=lamp.seller.user, title="Chandelier")
    assert titles(client, "chandleier") == ["Chandelier"]


def test_a_misspelled_word_asks_no_more_than_any_other(client: Client, put: Put) -> None:
    def more() -> None:
        for number in range(20):
            put(f"Lamp with a shade {number}")

    more()
    for _ in range(2):
        asked = queries.of_deed(lambda: client.get("/search/?q=lapm"))
        shown = queries.of_page(client, "/search/?q=lamp&asked=lapm")
        assert (asked, shown) == (3, 2)
        more()


def test_without_the_extensions_the_search_folds_accents_by_itself() -> None:
    """As on a server that has neither; the functions are put back afterwards."""
    with connection.cursor() as cursor:
        folded = "SELECT " + search_sql.BARE_WITHOUT.replace("given", "%s::text")
        for given, bare in [("Crème", "Creme"), ("Łódź", "Lodz"), ("Straße", "Strasse")]:
            cursor.execute(folded, [given])
            assert cursor.fetchone()[0] == bare


def test_the_migration_fails_on_no_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """An extension that may not be made is left out; this role owns nothing and may make none."""
    with connection.cursor() as cursor:
        cursor.execute(search_sql.CREATE_EXTENSION.format(name="pgcrypto"))
        assert search_sql.schema_of(cursor, "pgcrypto") == ""


def test_the_check_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert checks_search.search_has_its_extensions(databases=["default"]) == []
    monkeypatch.setattr(search_sql, "EXTENSIONS", ("unaccent", "not_there"))
    monkeypatch.setitem(checks_search.WITHOUT, "not_there", "It cannot do that.")
    found = checks_search.search_has_its_extensions(databases=["default"])
    assert [warning.id for warning in found] == ["holdfast.W021"]


@pytest.mark.django_db(databases=["default", "owner"], transaction=True)
def test_preparing_again_changes_nothing_that_was_right(client: Client, put: Put) -> None:
    put("Crème lamp")
    call_command("prepare_search")
    assert titles(client, "creme") == ["Crème lamp"]
    assert titles(client, "lapm") == ["Crème lamp"]
