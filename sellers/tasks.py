"""What the clock does for sellers. Each task is one call, harmless when it runs twice."""

from celery import shared_task

from escrow.walking import stands_aside
from sellers import level_review


@shared_task(name="sellers.tasks.review_levels")
@stands_aside
def review_levels() -> int:
    return level_review.review_due()
