from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from escrow.models import PolicyDraft
from escrow.story import Refusal
from marketplace.models import User
from marketplace.policy_trial import own_orders, running, trial_words
from marketplace.policy_trial.past import Past


class Command(BaseCommand):
    """Says who would have gained and lost; kept with the draft only when somebody is named."""

    help = "Play past orders under a policy draft: a file of recorded ones, or our own of a period."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("draft", type=int, help="the draft's number on the staff desk")
        parser.add_argument("file", type=Path, nargs="?", help="CSV (columns in docs/replay.md)")
        parser.add_argument(
            "--since", type=date.fromisoformat, help="own orders paid from this day"
        )
        parser.add_argument("--until", type=date.fromisoformat, help="to this day")
        parser.add_argument("--by", default="", help="e-mail of who asks: then the result is kept")

    def handle(self, *, draft: int, by: str, **what: Any) -> None:
        found = PolicyDraft.objects.select_related("base").filter(pk=draft).first()
        if found is None:
            raise CommandError(f"There is no draft {draft}.")
        if not what["file"] and not (what["since"] and what["until"]):
            raise CommandError("Name a file, or --since and --until.")
        try:
            result = self._kept(found, by, **what) if by else self._looked(found, **what)
        except (Refusal, OSError) as refusal:
            raise CommandError(str(refusal)) from refusal
        for line in trial_words.lines(result):
            self.stdout.write(line)

    def _looked(self, draft: PolicyDraft, **what: Any) -> dict[str, Any]:
        return running.compare(draft, _pasts(**what), self._tell)

    def _kept(self, draft: PolicyDraft, by: str, **what: Any) -> dict[str, Any]:
        person = User.objects.filter(email=by).first()
        if person is None:
            raise CommandError(f"Nobody has the e-mail {by}.")
        if what["file"]:
            content = what["file"].read_bytes()
            trial = running.ask_with_file(draft.pk, content, what["file"].name, by=person)
        else:
            trial = running.ask_with_own(draft.pk, what["since"], what["until"], by=person)
        running.run_waiting()
        trial.refresh_from_db()
        if trial.state != trial.State.DONE:
            raise CommandError(trial.problem or "Another worker runs it; see the draft's page.")
        kept: dict[str, Any] = trial.result
        return kept

    def _tell(self, played: int) -> None:
        self.stderr.write(f"{played} orders")


def _pasts(*, file: Path | None, since: date, until: date, **_: Any) -> Iterator[Past]:
    if file:
        return running.of_file(file.read_bytes())
    return own_orders.pasts(own_orders.chosen(since, until))
