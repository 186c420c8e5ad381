"""News from us: written by staff, told to those who asked for it, and to nobody else."""

from __future__ import annotations

from django.utils.translation import gettext as _

from escrow import audit, clock, outbox
from escrow.story import Refusal, require, story
from marketplace.models import Newsletter, NoticeChoice, User
from marketplace.notice_kinds import Group


class CannotBePublished(Refusal):
    """The same news went out before, or it leads to another site."""


@story
def publish(*, by: User, title: str, text: str, path: str = "/") -> Newsletter:
    """Tell it to everybody who wants news. Raises CannotBePublished."""
    title = " ".join(title.split())
    require(
        not Newsletter.objects.filter(title=title).exists(),
        CannotBePublished,
        _("News with this title went out before. Give it another one."),
    )
    require(
        path.startswith("/") and not path.startswith("//"),
        CannotBePublished,
        _("It has to lead to a page of this shop: begin with one slash."),
    )
    made = Newsletter.objects.create(
        by=by, title=title, text=text, path=path, created_at=clock.now()
    )
    wanted = NoticeChoice.objects.filter(group=Group.NEWS, by_email=True, person__is_active=True)
    outbox.announce(list(wanted.values_list("person", flat=True)), "news", made)
    audit.record(by, "news_published", made)
    return made
