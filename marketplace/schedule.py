"""What runs by the clock. A lost queue loses nothing: every due moment is a row in the database."""

from typing import Any

# A killed worker's tasks come back within seconds and not after kombu's usual hundred.
TRANSPORT: dict[str, Any] = {
    "visibility_timeout": 300,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "socket_timeout": 10,
    "health_check_interval": 25,
}

# Whoever sends two hundred photos keeps nobody's money waiting.
FILES = "files"
ROUTES = {
    "escrow.tasks.heartbeat_files": {"queue": FILES},
    "disputes.tasks.check_*": {"queue": FILES},
    "marketplace.tasks.make_exports": {"queue": FILES},
    "marketplace.tasks.check_*": {"queue": FILES},
    # Whose program answers slowly keeps nobody's money waiting either.
    "marketplace.tasks.send_webhooks": {"queue": FILES},
}


def beat(*, demo: bool) -> dict[str, dict[str, Any]]:
    """Task names and how often they run, in seconds."""
    schedule = {
        "sweep": every(15 if demo else 60, "escrow.tasks.sweep"),
        "outbox": every(15, "marketplace.tasks.send_notices"),
        "inbox": every(10, "escrow.tasks.process_payment_events"),
        "carrier_inbox": every(10, "marketplace.tasks.read_carriers"),
        "operations": every(10, "escrow.tasks.run_operations"),
        "reconcile": every(60, "escrow.tasks.ask_about_unanswered"),
        "reports": every(600 if demo else 21_600, "escrow.tasks.reconcile_reports"),
        "statements": every(60, "escrow.tasks.follow_statements"),
        "plus": every(3600, "escrow.tasks.sweep_plus_fees"),
        "months": every(86_400, "escrow.tasks.prepare_months"),
        "files": every(30, "disputes.tasks.check_waiting"),
        "review_photos": every(30, "marketplace.tasks.check_rating_photos"),
        "message_photos": every(30, "marketplace.tasks.check_message_photos"),
        "short_fund": every(3600, "disputes.tasks.alert_of_short_fund"),
        "exports": every(30, "marketplace.tasks.make_exports"),
        "webhooks": every(5, "marketplace.tasks.send_webhooks"),
        "old_webhooks": every(3600, "marketplace.tasks.forget_webhooks"),
        "translations": every(60, "marketplace.tasks.translate_waiting"),
        "search_words": every(600, "marketplace.tasks.count_search_words"),
        "levels": every(600 if demo else 3600, "sellers.tasks.review_levels"),
        "policy_trials": every(10, "marketplace.tasks.try_policies"),
        "days": every(300, "escrow.tasks.close_days"),
        "seals": every(60, "escrow.tasks.seal_audit"),
        "trail": every(86_400, "escrow.tasks.check_audit"),
        "books": every(300, "escrow.tasks.prove_books"),
        "heartbeat": every(30, "escrow.tasks.heartbeat"),
        "heartbeat_files": every(30, "escrow.tasks.heartbeat_files"),
    }
    if demo:
        schedule["sandbox"] = every(10, "escrow.tasks.turn_sandbox")
        schedule["carriers"] = every(15, "marketplace.tasks.play_carriers")
        schedule["demo_time"] = every(10, "marketplace.tasks.keep_demo_time")
    return schedule


def every(seconds: int, task: str) -> dict[str, Any]:
    # One that waited longer than its turn is dropped: the next one does the same work.
    return {"task": task, "schedule": seconds, "options": {"expires": max(seconds, 30)}}
