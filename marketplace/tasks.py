"""What the marketplace's clock does. Each task is one call, harmless when it runs twice."""

from celery import shared_task

from marketplace import carriers, notices


@shared_task(name="marketplace.tasks.send_notices")
def send_notices() -> int:
    return notices.send_waiting()


@shared_task(name="marketplace.tasks.play_carriers")
def play_carriers() -> int:
    return carriers.play()
