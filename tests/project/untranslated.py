"""Finds the words in templates and in Python that no translation reaches."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from django.template.base import Lexer, Token, TokenType

LETTERS = re.compile(r"[^\W\d_]")
READ_ALOUD = {"title", "alt", "placeholder", "aria-label", "aria-description", "data-confirm"}
SILENT = {"script", "style", "svg"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
# Tags of the template language whose insides are translated already, or are not shown.
COVERED = {"blocktranslate", "blocktrans", "comment", "verbatim"}
HOLE = "\x01"  # where a template tag stood
NAMES = {"Holdfast", "EUR", "USD", "GBP", "BRL", "JPY", "KWD"}
ARGUMENT = re.compile(r"""\b(?:label|title|text|heading|hint|message)=(["'])(.*?)\1""")

Finding = tuple[int, str]


def in_template(source: str) -> list[Finding]:
    """Lines and words of a template that no translation reaches."""
    reader = Reader()
    reader.feed(with_holes(source))
    reader.close()
    return sorted(reader.found + in_arguments(source))


def with_holes(source: str) -> str:
    """The template's own HTML; line numbers stay."""
    kept, until = [], ""
    for token in Lexer(source).tokenize():
        is_block = token.token_type is TokenType.BLOCK
        if token.token_type is TokenType.TEXT and not until:
            kept.append(token.contents)
            continue
        kept.append(HOLE + "\n" * raw_newlines(token))
        word = token.contents.split()[0] if is_block else ""
        until = "" if word == until else until or (f"end{word}" if is_covered(token) else "")
    # <{% if link %}a{% else %}button{% endif %}> is a tag, whichever.
    return "".join(kept).replace("<" + HOLE, "<hole ").replace("</" + HOLE, "</hole")


def is_covered(token: Token) -> bool:
    """Translated already, not shown, or a block that fills a class attribute."""
    if token.token_type is not TokenType.BLOCK:
        return False
    word, *rest = token.contents.split()
    return word in COVERED or (word == "block" and rest[0].endswith("class"))


def raw_newlines(token: Token) -> int:
    return token.contents.count("\n")


def in_arguments(source: str) -> list[Finding]:
    """Words handed to another template: {% include "x" with label="Words" %}."""
    return [
        (token.lineno or 0, said)
        for token in Lexer(source).tokenize()
        if token.token_type is TokenType.BLOCK and token.contents.startswith("include ")
        for _, said in ARGUMENT.findall(token.contents)
        if is_said(said)
    ]


def is_said(text: str) -> bool:
    return any(
        LETTERS.search(word) for word in text.split() if word.strip(HOLE + ".,:") not in NAMES
    )


class Reader(HTMLParser):
    """Collects what a person would read or hear; translate="no" is HTML's own word for names."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Finding] = []
        self.silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name.strip(HOLE) in READ_ALOUD and is_said(value or ""):
                self.found.append((self.getpos()[0], f'{name}="{value}"'))
        starts = tag in SILENT or ("translate", "no") in attrs
        if tag not in VOID and (starts or tag in self.silent):
            self.silent.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if self.silent and tag not in VOID and self.silent[-1] == tag:
            self.silent.pop()

    def handle_endtag(self, tag: str) -> None:
        if self.silent and self.silent[-1] == tag:
            self.silent.pop()

    def handle_data(self, data: str) -> None:
        if not self.silent and is_said(data):
            self.found.append((self.getpos()[0], " ".join(data.replace(HOLE, "…").split())))


def in_python(source: str) -> list[Finding]:
    """Lines and words of a module that are shown to people without gettext."""
    said = (text for node in ast.walk(ast.parse(source)) for text in shown_by(node))
    return sorted((text.lineno, ast.unparse(text)) for text in said if is_raw(text))


def shown_by(node: ast.AST) -> Iterator[ast.expr]:
    """The expressions of a node that end on somebody's screen."""
    if isinstance(node, ast.Call):
        name = ast.unparse(node.func)
        if name.startswith("messages.") and name != "messages.get_messages":
            yield from node.args[1:2] if name != "messages.add_message" else node.args[2:3]
        if name.endswith("ValidationError"):
            yield from (part for first in node.args[:1] for part in parts(first))
        yield from (
            k.value for k in node.keywords if k.arg in ("label", "help_text", "verbose_name")
        )
    if isinstance(node, ast.ClassDef):
        yield from shown_by_class(node)


def shown_by_class(node: ast.ClassDef) -> Iterator[ast.expr]:
    """Labels of choices. A model's own name is seen by the admin's English readers only."""
    if any(ast.unparse(base).endswith("Choices") for base in node.bases):
        for line in node.body:
            if isinstance(line, ast.Assign) and isinstance(line.value, ast.Tuple):
                yield line.value.elts[-1]


def parts(value: ast.expr) -> list[ast.expr]:
    if isinstance(value, ast.Dict):
        return [part for inner in value.values for part in parts(inner)]
    if isinstance(value, (ast.List, ast.Tuple)):
        return [part for inner in value.elts for part in parts(inner)]
    return [value]


def is_raw(value: ast.expr) -> bool:
    """A literal with letters, also one that is filled in by %, format or an f-string."""
    if isinstance(value, ast.Constant):
        return isinstance(value.value, str) and bool(LETTERS.search(value.value))
    if isinstance(value, ast.JoinedStr):
        return any(is_raw(piece) for piece in value.values)
    if isinstance(value, ast.BinOp):
        return is_raw(value.left) or is_raw(value.right)
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute):
        return value.func.attr == "format" and is_raw(value.func.value)
    return False


def report(path: Path, findings: list[Finding]) -> list[str]:
    """One line for each finding."""
    return [f"{path}:{line}: {words[:90]}" for line, words in findings]
