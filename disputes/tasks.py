"""What the disputes' clock does. Each task is one call, harmless when it runs twice."""

from celery import shared_task

from disputes import checking, short_fund
from escrow.walking import stands_aside


@shared_task(name="disputes.tasks.check_evidence")
@stands_aside
def check_evidence(pk: str) -> bool:
    return checking.check(pk)


@shared_task(name="disputes.tasks.check_waiting")
@stands_aside
def check_waiting() -> int:
    return checking.check_waiting()


@shared_task(name="disputes.tasks.alert_of_short_fund")
@stands_aside
def alert_of_short_fund() -> int:
    return short_fund.alert_staff()
