"""What the marketplace's clock does. Each task is one call, harmless when it runs twice."""

from celery import shared_task

from escrow.walking import stands_aside
from marketplace import (
    carrier_inbox,
    carriers,
    message_photos,
    notices,
    rating_photos,
    search_words,
    translating,
)
from marketplace.data_export import stories as data_export
from marketplace.demo import clock as demo_clock
from marketplace.policy_trial import running as policy_trials
from marketplace.webhooks import again, sending, spreading


@shared_task(name="marketplace.tasks.send_notices")
@stands_aside
def send_notices() -> int:
    return notices.send_waiting()


@shared_task(name="marketplace.tasks.play_carriers")
@stands_aside
def play_carriers() -> int:
    return carriers.play()


@shared_task(name="marketplace.tasks.read_carriers")
@stands_aside
def read_carriers() -> int:
    return carrier_inbox.process()


@shared_task(name="marketplace.tasks.try_policies")
@stands_aside
def try_policies() -> int:
    return policy_trials.run_waiting()


@shared_task(name="marketplace.tasks.keep_demo_time")
@stands_aside
def keep_demo_time() -> None:
    demo_clock.keep()


@shared_task(name="marketplace.tasks.translate_waiting")
@stands_aside
def translate_waiting() -> int:
    return translating.translate_waiting()


@shared_task(name="marketplace.tasks.check_message_photo")
@stands_aside
def check_message_photo(pk: str) -> bool:
    return message_photos.check(pk)


@shared_task(name="marketplace.tasks.check_message_photos")
@stands_aside
def check_message_photos() -> int:
    return message_photos.check_waiting()


@shared_task(name="marketplace.tasks.make_exports")
@stands_aside
def make_exports() -> int:
    return data_export.make_waiting()


@shared_task(name="marketplace.tasks.check_rating_photo")
@stands_aside
def check_rating_photo(pk: str) -> bool:
    return rating_photos.check(pk)


@shared_task(name="marketplace.tasks.check_rating_photos")
@stands_aside
def check_rating_photos() -> int:
    return rating_photos.check_waiting()


@shared_task(name="marketplace.tasks.count_search_words")
@stands_aside
def count_search_words() -> int:
    return search_words.count_again()


@shared_task(name="marketplace.tasks.send_webhooks")
@stands_aside
def send_webhooks() -> int:
    spreading.spread_all()
    return sending.send_waiting()


@shared_task(name="marketplace.tasks.forget_webhooks")
@stands_aside
def forget_webhooks() -> int:
    return again.forget_old()
