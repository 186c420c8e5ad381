"""Photos and papers of a case: brought by its parties, and withdrawn again."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from django.utils.translation import gettext as _

from disputes import checking, parties, reviewing, timeline, vault
from disputes.checking import still_checking as still_checking
from disputes.checking import wait_until_checked as wait_until_checked
from disputes.models import Dispute, Evidence, Statement
from escrow import audit, clock
from escrow.story import Refusal, require, step, story
from marketplace.models import User
from marketplace.uploads import Upload

MOST_FILES = 20  # of one person in one case
MOST_EVER = 100  # with what they withdrew, and what could not be taken


class CannotAddEvidence(Refusal):
    """The case takes no more files, or not from this person."""


class CannotWithdrawEvidence(Refusal):
    """It is not this person's to take back, or the case is closed."""


@step
def add(dispute: Dispute, by: User, uploads: Sequence[Upload]) -> list[Evidence]:
    """Seal the originals; the worker decodes them when the transaction is committed."""
    brought = dispute.evidence.filter(by=by)
    require(
        brought.counting().count() + len(uploads) <= MOST_FILES
        and brought.count() + len(uploads) <= MOST_EVER,
        CannotAddEvidence,
        _("You can add at most %(most)s files to a case.") % {"most": MOST_FILES},
    )
    rows = Evidence.objects.bulk_create([_sealed(dispute, by, upload) for upload in uploads])
    checking.ask(rows)
    return rows


@story
def bring(
    dispute: Dispute, *, by: User, photos: Sequence[Upload], text: str = ""
) -> list[Evidence]:
    """A party adds photos or papers to an open case. Raises CannotAddEvidence."""
    locked = _locked(dispute, by)
    require(locked.is_open(), CannotAddEvidence, _("The case is closed."))
    rows = add(locked, by, photos)
    timeline.say(locked, by, Statement.Kind.EVIDENCE, text)
    reviewing.note_answer(locked, parties.side_of(locked, by))
    audit.record(by, "evidence_added", locked, photos=len(rows))
    return rows


@story
def withdraw(evidence: Evidence, *, by: User) -> Evidence:
    """Who sent it takes it back: it is hidden, with who and when, and stays where it is.

    Raises CannotWithdrawEvidence, and Evidence.DoesNotExist for everybody else.
    """
    dispute = _locked(evidence.dispute, by)
    own = dispute.evidence.select_for_update(no_key=True).get(pk=evidence.pk, by=by)
    require(
        dispute.ended_at is None,
        CannotWithdrawEvidence,
        _("The case is closed: what was shown in it stays."),
    )
    require(own.hidden_at is None, CannotWithdrawEvidence, _("You took this back already."))
    own.hide(by, clock.now())
    own.save(update_fields=["hidden_by", "hidden_at"])
    audit.record(by, "evidence_withdrawn", own, dispute)
    return own


def _locked(dispute: Dispute, by: User) -> Dispute:
    parties = Dispute.objects.visible_to(by).select_for_update(no_key=True, of=("self",))
    return parties.get(pk=dispute.pk)


def _sealed(dispute: Dispute, by: User, upload: Upload) -> Evidence:
    content = upload.content
    row = Evidence(
        dispute=dispute,
        by=by,
        format=upload.format,
        name=upload.name,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        width=upload.width,
        height=upload.height,
        created_at=clock.now(),
    )
    row.original = vault.seal(row, content)
    return row
