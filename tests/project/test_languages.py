"""Every language says everything that the source says, with the same holes and the same HTML."""

import re
from collections import Counter
from functools import cache

import pytest
from babel.messages.catalog import Catalog, Message
from django.conf import settings
from django.utils.translation import to_language

from marketplace.words import catalogue, source

HOLE = re.compile(r"%\([a-z_]+\)[sd]|%[sd%]|\{[a-z_]*\}")
HTML = re.compile(r"</?[a-z][^>]*>|&[a-z]+;")
LANGUAGES = catalogue.languages()


@cache
def kept(language: str) -> Catalog:
    return catalogue.read(language)


def messages(language: str) -> list[Message]:
    return [message for message in kept(language) if message.id]


def pairs(message: Message) -> list[tuple[str, str]]:
    """Each form of a translation beside the source's: but for one and many, many stands for all."""
    if isinstance(message.id, str):
        return [(message.id, message.string)]
    one, many = message.id
    forms = message.string
    return [(one if len(forms) == 2 and i == 0 else many, said) for i, said in enumerate(forms)]


def fills_the_holes(before: str, after: str, may_be_a_word: bool) -> bool:
    """The source's holes; Arabic writes none, one and two out, where no figure is needed."""
    missing = Counter(HOLE.findall(before))
    missing.subtract(HOLE.findall(after))
    left = +missing
    return not -missing and left.total() <= may_be_a_word


def wrong(language: str, fact: object) -> list[str]:
    return [
        f"{before!r} => {after!r}"
        for message in messages(language)
        for before, after in pairs(message)
        if not fact(before, after)  # type: ignore[operator]
    ]


def test_every_language_that_can_be_chosen_has_a_catalogue() -> None:
    assert {code for code, _ in settings.LANGUAGES} == {
        "en",
        *(to_language(name) for name in LANGUAGES),
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_catalogue_is_behind_the_source(language: str) -> None:
    known = {(message.id, message.context) for message in messages(language)}
    wanted = {(m.id, m.context): m for m in catalogue.collect(language) if m.id}
    lacking = [f"{key[0]!r}" for key in wanted if key not in known]
    too_many = [f"{key[0]!r}" for key in known if key not in wanted]
    advice = f"locale/{language} is behind the source. Run `make messages`, then translate."
    assert not lacking, "\n".join([advice, *lacking])
    assert not too_many, "\n".join([advice, "No longer said anywhere:", *too_many])


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_is_translated(language: str) -> None:
    lacking = [str(message.id) for message in catalogue.missing(kept(language))]
    assert not lacking, "\n".join([f"Not translated yet in locale/{language}:", *lacking])


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_a_guess(language: str) -> None:
    assert not [message.id for message in messages(language) if message.fuzzy]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_holes_are_those_of_the_source(language: str) -> None:
    found = [
        f"{before!r} => {after!r}"
        for message in messages(language)
        for number, (before, after) in enumerate(pairs(message))
        if not fills_the_holes(before, after, len(message.string) == 6 and number < 3)
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("before", "after", "may_be_a_word", "is_right"),
    [
        ("%(n)s days", "%(n)s أيام", False, True),
        ("%(n)s days", "يومان", False, False),
        ("%(n)s days", "يومان", True, True),
        ("%(n)s of %(all)s", "اثنان", True, False),
        ("%(n)s days", "%(m)s أيام", True, False),
        ("all", "%(n)s", True, False),
    ],
)
def test_only_a_number_may_be_a_word(
    before: str, after: str, may_be_a_word: bool, is_right: bool
) -> None:
    assert fills_the_holes(before, after, may_be_a_word) is is_right


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_html_is_that_of_the_source(language: str) -> None:
    found = wrong(language, lambda a, b: Counter(HTML.findall(a)) == Counter(HTML.findall(b)))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_space_around_is_that_of_the_source(language: str) -> None:
    def edges(text: str) -> tuple[bool, bool]:
        return text[:1].isspace(), text[-1:].isspace()

    found = wrong(language, lambda a, b: edges(a) == edges(b))
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("{% translate 'Pay now' %}", {("Pay now", None)}),
        ('{% translate "It\'s yours" %}', {("It's yours", None)}),
        ("{% translate 'May' context 'month' %}", {("May", "month")}),
        ("<a title='{% translate 'Go' %}'>{% translate 'On' %}</a>", {("Go", None), ("On", None)}),
        (
            "{% blocktranslate with a=b %}Pay {{ a }}{% endblocktranslate %}",
            {("Pay %(a)s", None)},
        ),
        (
            "{% blocktranslate trimmed %}\n  Pay\n  now\n{% endblocktranslate %}",
            {("Pay now", None)},
        ),
        (
            "{% blocktranslate count n=n %}{{ n }} day{% plural %}{{ n }} days{% endblocktranslate %}",
            {(("%(n)s day", "%(n)s days"), None)},
        ),
        ("{# {% translate 'Hidden' %} #}{% comment %}{% translate 'No' %}{% endcomment %}", set()),
        ("{{ _('Inside') }}", {("Inside", None)}),
    ],
)
def test_a_template_is_collected_as_django_reads_it(template: str, found: set[object]) -> None:
    assert {(word.message, word.context) for word in source.of_template(template)} == found


@pytest.mark.parametrize(
    ("module", "found"),
    [
        ("_('Pay')", {("Pay", None)}),
        ("lazy('Pay' ' now')", {("Pay now", None)}),
        ("ngettext('%d day', '%d days', n)", {(("%d day", "%d days"), None)}),
        ("pgettext('month', 'May')", {("May", "month")}),
        ("_(label)", set()),
        ("other('Pay')", set()),
    ],
)
def test_a_module_is_collected(module: str, found: set[object]) -> None:
    assert {(word.message, word.context) for word in source.of_python(module)} == found


def test_a_new_language_starts_with_everything_and_its_own_plurals() -> None:
    fresh: Catalog = catalogue.collect("pl")
    assert len(fresh) > 2000
    assert fresh.num_plurals == 3
    assert len(catalogue.missing(fresh)) == len(fresh)
