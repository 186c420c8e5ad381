"""After the run, asked of the database itself: is each order there, each cent, and was anything late?"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import django

django.setup()

from django.db.models import F, Max  # noqa: E402

from escrow import checking, clock  # noqa: E402
from escrow.models import Deadline, Payment  # noqa: E402
from marketplace.models import Checkout, Order  # noqa: E402
from marketplace.schedule import beat  # noqa: E402

SWEEPS = 2


def main(notes: str) -> None:
    wrong = [*_lost(Path(notes)), *_twice(), *_late(), *_books()]
    for line in wrong:
        print(f"WRONG: {line}", flush=True)
    raise SystemExit(bool(wrong))


def _lost(notes: Path) -> list[str]:
    """What somebody saw on the page after paying is there, is theirs, and is paid."""
    told = [json.loads(line) for line in notes.read_text().splitlines()]
    paid = Order.objects.exclude(paid_at=None)
    whose = dict(paid.values_list("number", "checkout__buyer__email"))
    print(f"orders seen by who paid them: {len(told)}", flush=True)
    return [
        f"{one['order']} of {one['by']}" for one in told if whose.get(one["order"]) != one["by"]
    ]


def _twice() -> list[str]:
    """No purchase has two payments that took money."""
    paid = Payment.objects.exclude(captured_minor=0)
    return [
        f"{checkout.pk} was paid {many} times"
        for checkout in Checkout.objects.filter(tenders__payment__in=paid).distinct()
        if (many := checkout.tenders.filter(payment__in=paid).count()) > 1
    ]


def _late() -> list[str]:
    """Two sweeps is the most that a release may wait, whatever broke meanwhile."""
    most = SWEEPS * beat(demo=False)["sweep"]["schedule"]
    done = Deadline.objects.filter(kind="release", state="done")
    latest = done.aggregate(late=Max(F("settled_at") - F("due_at")))["late"]
    if latest is None:
        return ["nothing was released, so nothing was measured"]
    waiting = Deadline.objects.due(clock.now()).filter(kind="release")
    print(f"releases: {done.count()}, the latest {latest.total_seconds():.0f} s after its moment")
    wrong = [f"released {latest} late"] if latest.total_seconds() > most else []
    overdue = [one for one in waiting if (clock.now() - one.due_at).total_seconds() > most]
    return wrong + [f"still due: {one}" for one in overdue]


def _books() -> list[str]:
    found = list(checking.differences())
    print(f"books: {len(found)} differences", flush=True)
    return [f"{one.rule}: {one.row}" for one in found]


if __name__ == "__main__":
    main(sys.argv[1])
