"""A notice in the words of its reader: their language, their time zone, one source for all forms.

`templates/emails/KIND.txt` is a subject, a greeting, paragraphs, and a link of its own. The text of
the e-mail, its HTML and the lines of the inbox are all drawn from it.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from escrow.models import Notice
from marketplace import notice_facts, notice_kinds, unsubscribing
from marketplace.abroad import absolute
from marketplace.notice_kinds import Kind

LONGEST_SUBJECT = 200


@dataclass(frozen=True)
class Letter:
    """What is said to one person, before it is given a form."""

    kind: Kind
    subject: str
    greeting: str
    paragraphs: list[str]
    link: str  # a path of ours
    why: str
    ends: str = ""
    money: str = ""  # where the money is, if we hold any; it stands first

    @property
    def url(self) -> str:
        return absolute(self.link)

    @property
    def gist(self) -> str:
        """The one paragraph that stands for all in the inbox: what is new, and not what is held."""
        return self.paragraphs[0] if self.paragraphs else ""

    @property
    def said(self) -> list[str]:
        """Every paragraph of the letter, the money first."""
        return [self.money, *self.paragraphs] if self.money else self.paragraphs

    @property
    def choices_url(self) -> str:
        return absolute("/account/notices/")


def word(notice: Notice) -> Letter:
    """Put its words, in every form, on the notice; nothing is saved."""
    person = notice.to
    with translation.override(person.language), timezone.override(person.zone):
        letter = letter_of(notice)
        leave = unsubscribing.link(person, letter.kind)
        told = {"letter": letter, "leave_url": absolute(leave) if leave else "", "to": person}
        notice.subject_line = letter.subject[:LONGEST_SUBJECT]
        notice.gist, notice.link = letter.gist, letter.link
        notice.body = render_to_string("emails/forms/letter.txt", told).strip() + "\n"
        notice.html = render_to_string("emails/forms/letter.html", told).strip() + "\n"
    return letter


def letter_of(notice: Notice) -> Letter:
    """In the language and zone that are in force. The money comes first where money is held."""
    kind = notice_kinds.of(notice.kind)
    facts, path, money = notice_facts.of(notice)
    text = render_to_string(f"emails/{notice.kind}.txt", facts).strip()
    subject, _sep, body = text.partition("\n")
    blocks = [" ".join(block.split()) for block in body.strip().split("\n\n")]
    greeting, *paragraphs = [block for block in blocks if block and block != facts["url"]]
    ends = facts.get(kind.ends, "") if kind.ends else ""
    return Letter(kind, subject.strip(), greeting, paragraphs, path, why(kind), ends, money)


def why(kind: Kind) -> str:
    """Why somebody gets this, and why they cannot stop it if they cannot."""
    if kind.always:
        return _("You always get this: %(reason)s") % {"reason": kind.always.label}
    group = {"group": kind.group.label}
    return _("You get this because you want e-mails about “%(group)s”.") % group
