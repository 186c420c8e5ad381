"""What contact data looks like in plain letters, and what only looks like it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from stdnum import iban, isbn

Span = tuple[int, int]

ENDINGS = (
    "com|net|org|info|biz|io|app|dev|shop|store|online|site|link|xyz|club|gg|ly|eu|uk|de|fr|es|it"
    "|pt|nl|pl|ch|dk|se|ro|ie|cz|gr|us|ca|au|br|mx|ru|cn|jp|in|me|tv|cc|co"
)
MAILBOXES = "gmail|googlemail|hotmail|outlook|yahoo|icloud|proton(?:mail)?|gmx|posteo"
PAYMENTS = "paypal|venmo|cash ?app|revolut|bizum|wise|zelle|twint|pix|monzo|western union"
CHATS = "whats ?app|telegram|signal|insta(?:gram)?|snap(?:chat)?|wechat|viber|discord|facebook"
DIGITS = (
    "zero|oh|one|two|three|four|five|six|seven|eight|nine"
    "|cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve"
)
AT = r"(?:@|[(\[{<]\s*(?:at|arroba)\s*[)\]}>]|\b(?:at|arroba)\b)"
# A full stop ends a sentence when a space follows it.
DOT = r"(?:\.(?=\w)|\s*[(\[{<]\s*(?:dot|punto|\.)\s*[)\]}>]\s*|\s+(?:dot|punto)\s+)"

MARKS = [
    re.compile(mark, re.IGNORECASE)
    for mark in (
        # ben@example.com, ben (at) example dot com
        rf"[\w.+%-]+\s*{AT}\s*[\w-]+(?:{DOT}[\w-]+)*?{DOT}(?:{ENDINGS})\b",
        r"[\w.+%-]+\s*@\s*[\w-]+(?:\s*\.\s*[\w-]+)+",
        rf"[\w.+%-]+\s*{AT}\s*(?:{MAILBOXES})\b",
        # links, with or without their beginning
        r"\bh(?:tt|xx)ps?\s*:\s*/\s*/\s*\S+",
        r"\bwww\s*\.\s*\S+",
        rf"\b[\w-]+(?:\.[\w-]+)*\.(?:{ENDINGS})\b(?:[/:?#]\S*)?",
        rf"\b[\w-]{{2,}}\s*(?:[(\[{{]\s*(?:dot|punto)\s*[)\]}}]|\b(?:dot|punto)\b)\s*(?:{ENDINGS})\b",
        # names elsewhere
        r"(?<![\w.])[@$][A-Za-z][\w.]{2,}",
        rf"\b(?:{PAYMENTS}|{CHATS})\s*(?:id|handle|tag|user(?:name)?|name|number)\s*(?:is|es|:|=)\s*\S{{3,}}",
        # coins
        r"\b(?:0x[0-9a-f]{40}|bc1[a-z0-9]{25,60})\b",
        # zero one seven two ...
        rf"(?:\b(?:{DIGITS})\b[\s,.-]*){{7,}}",
    )
]
ACCOUNT = re.compile(r"\b[A-Z]{2}\s?\d{2}(?:[ .-]?[A-Z0-9]){11,30}", re.IGNORECASE)
NUMBER = re.compile(r"(?<![A-Z0-9])\+?\(?\d(?:[\s()./·•*_|~-]{0,3}\d){7,18}(?!\d)")
MONEY = r"(?:€|\$|£|¥|EUR|USD|GBP|BRL|JPY|KWD)"
# What has many digits, too, and is nobody's number.
HARMLESS = [
    re.compile(mark, re.IGNORECASE)
    for mark in (
        r"\bHF-[A-Z0-9]{8}\b",
        rf"{MONEY}\s?\d[\d.,' ]*\d",
        rf"\d[\d.,' ]*\d\s?{MONEY}(?!\w)",
        r"\b(?:19|20)\d\d[-./]\d\d?[-./]\d\d?\b",
        r"\b\d\d?[-./]\d\d?[-./](?:\d\d){1,2}\b",
    )
]
UNIT = re.compile(r"\s?(?:mm|cm|m|km|g|kg|mg|ml|l|in|inch|inches|w|v|°|%|×|x)(?!\w)", re.IGNORECASE)
YEAR = re.compile(r"(?:19|20)\d\d$")


def found(text: str, known: Iterable[str]) -> Iterator[Span]:
    """Where contact data stands. `known` stays readable wherever it stands."""
    free = _without(text, known)
    for mark in MARKS:
        yield from (match.span() for match in mark.finditer(free))
    yield from _accounts(free)
    yield from _numbers(free)


def _without(text: str, known: Iterable[str]) -> str:
    """The same length, with the harmless parts struck out: what is left is looked at."""
    for harmless in HARMLESS:
        text = harmless.sub(lambda match: "\u2423" * len(match.group()), text)
    for one in known:
        # With its address, when it is ours: https://holdfast.example/listing/7/
        ours = rf"(?:https?://)?(?<![\w.@-]){re.escape(one)}(?::\d+)?(?:/\S*)?(?![\w.-]*@)"
        text = re.sub(ours, lambda match: "\u2423" * len(match.group()), text, flags=re.IGNORECASE)
    return text


def _accounts(text: str) -> Iterator[Span]:
    """An IBAN whose own check says that it is one; the words behind it are no part of it."""
    for match in ACCOUNT.finditer(text):
        for length in range(len(match.group()), 14, -1):
            said = re.sub(r"[\s.-]", "", match.group()[:length])
            if iban.is_valid(said):
                yield match.start(), match.start() + length
                break


def _numbers(text: str) -> Iterator[Span]:
    for match in NUMBER.finditer(text):
        if _is_reachable(match.group()) and not UNIT.match(text, match.end()):
            yield match.span()


def _is_reachable(written: str) -> bool:
    """Whether it could be dialled: begins like one, or is long and grouped like one."""
    digits = re.sub(r"\D", "", written)
    groups = re.findall(r"\d+", written)
    if isbn.is_valid(digits) or all(YEAR.match(group) for group in groups):
        return False
    if written.startswith("+") or digits.startswith("0"):
        return True
    alone = all(len(group) == 1 for group in groups)  # 1 7 6 1 2 3 4 5
    return alone or (len(digits) >= 9 and max(map(len, groups)) >= 3)
