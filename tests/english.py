"""Finds English where a page or a mail should be in another language: by the small words."""

import re
from html.parser import HTMLParser

# Each of them a word of English, and of no sentence of another language but of those below.
SMALL = frozenset(
    re.findall(
        r"\w+",
        """the and you your yours is are was were with for of to it its that this these those not have
        had by from until will be been they their them she his our we in at but or what when who
        which there here if then than only can cannot does did""",
    )
)
ALSO = {
    "de": {"was", "will", "her", "not", "in"},
    "fr": {"but", "or", "it"},
    "pt-br": {"for"},
}
SILENT = {"script", "style", "svg", "code"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
READ_ALOUD = {"title", "alt", "placeholder", "aria-label", "aria-description", "content"}
ADDRESS = re.compile(r"https?://\S+")
# HF-3ET28BY7 says neither "et" nor "by"; the island has that name in German, too.
NAME = re.compile(r"\b[A-Z]{1,3}-[0-9A-Z]{4,}\b|Isle of Man")
WORD = re.compile(r"[a-zà-ÿ']+", re.IGNORECASE)


def in_text(text: str, language: str = "es") -> list[str]:
    """The lines in which English is left."""
    return [line for line in ADDRESS.sub("", text).splitlines() if _is_english(line, language)]


def in_page(page: str, language: str) -> list[str]:
    """What a page says in English, outside of what is marked as another language or as a name."""
    reader = Reader(language)
    reader.feed(page)
    return [" ".join(said.split()) for said in reader.said if _is_english(said, language)]


def _is_english(text: str, language: str) -> bool:
    said = WORD.findall(NAME.sub("", text))
    return bool({word.lower() for word in said} & SMALL - ALSO.get(language, set()))


class Reader(HTMLParser):
    def __init__(self, language: str) -> None:
        super().__init__(convert_charrefs=True)
        self.language, self.said, self.silent = language, [], []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        other = given.get("lang", self.language) != self.language
        silent = self.silent or tag in SILENT or other or given.get("translate") == "no"
        if not silent:
            self.said += [value for name, value in attrs if name in READ_ALOUD and value]
        if silent and tag not in VOID:
            self.silent.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.silent and self.silent[-1] == tag:
            self.silent.pop()

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.said.append(data)
