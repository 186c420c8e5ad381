"""Step: something comes or goes before the money does, where that was agreed or decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from disputes import replacing, returning
from disputes.models.dispute_state import WITH_A_PARCEL, Remedy
from escrow.story import step
from marketplace.models import User

if TYPE_CHECKING:
    from disputes.execution import Case


@step
def begin(case: Case, *, by: User | None) -> bool:
    """Whether a parcel is waited for now. If not, the money goes at once."""
    remedy = case.dispute.granted_remedy
    if remedy not in WITH_A_PARCEL or not case.dispute.granted_minor:
        return False
    if remedy == Remedy.RETURN:
        return returning.begin(case, by=by)
    return replacing.begin(case, by=by)
