"""Ways to run a shop that look right and are not: each is refused before it can do harm."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from marketplace import networks

HERE = {"127.0.0.1", "localhost", "[::1]", "testserver"}
TELLS_NOBODY = ("console", "dummy", "locmem", "filebased")


@register(Tags.security)
def debugging_is_at_home(**_: Any) -> list[CheckMessage]:
    """Django's debug pages show settings and what people sent."""
    others = set(settings.ALLOWED_HOSTS) - HERE
    if not settings.DEBUG or not others:
        return []
    return [
        Error(
            f"DEBUG is on and others may connect ({', '.join(sorted(others))}).", id="holdfast.E050"
        )
    ]


@register(Tags.security)
def hosts_are_named(**_: Any) -> list[CheckMessage]:
    """A shop that answers to any name writes any name into its mails."""
    if not settings.PRODUCTION or (settings.ALLOWED_HOSTS and "*" not in settings.ALLOWED_HOSTS):
        return []
    return [Error("ALLOWED_HOSTS names no host, or every host. Name your own.", id="holdfast.E051")]


@register(Tags.security)
def pages_are_encrypted(**_: Any) -> list[CheckMessage]:
    """Sessions and addresses of people travel with every page."""
    if not settings.PRODUCTION or settings.HTTPS_ONLY:
        return []
    hint = "Put a TLS proxy in front, set BEHIND_TLS_PROXY=1, and take HTTPS_ONLY=0 away."
    return [Error("HTTPS_ONLY is off: cookies travel unencrypted.", hint=hint, id="holdfast.E052")]


@register(Tags.security)
def links_lead_home(**_: Any) -> list[CheckMessage]:
    """Mails and providers send people to HOLDFAST_BASE_URL."""
    parts = urlsplit(settings.HOLDFAST_BASE_URL)
    if not settings.PRODUCTION or (parts.scheme == "https" and parts.hostname not in HERE):
        return []
    return [
        Error(
            "HOLDFAST_BASE_URL is not the shop's own https address; links in mails lead nowhere.",
            id="holdfast.E053",
        )
    ]


@register()
def notices_are_sent(**_: Any) -> list[CheckMessage]:
    """No release is silent: people must be told before their money moves."""
    kind = settings.EMAIL_BACKEND.split(".")[-2]
    if not settings.PRODUCTION or kind not in TELLS_NOBODY:
        return []
    return [Error(f"Mail goes nowhere ({kind}). Set EMAIL_URL.", id="holdfast.E054")]


@register()
def mail_has_a_sender(**_: Any) -> list[CheckMessage]:
    """What comes from localhost is thrown away on the way."""
    if not settings.PRODUCTION or "@localhost" not in settings.DEFAULT_FROM_EMAIL:
        return []
    return [Warning("DEFAULT_FROM_EMAIL is nobody's address.", id="holdfast.W055")]


@register()
def plans_stay_with_their_connection(**_: Any) -> list[CheckMessage]:
    """PgBouncer gives each transaction another connection, which has never heard of the plan."""
    database = settings.DATABASES["default"]
    prepares = database.get("OPTIONS", {}).get("prepare_threshold") is not None
    if not (prepares and database.get("DISABLE_SERVER_SIDE_CURSORS")):
        return []
    return [
        Error(
            "DATABASE_PREPARES and DATABASE_BEHIND_PGBOUNCER exclude each other.",
            id="holdfast.E056",
        )
    ]


@register(Tags.security)
def figures_are_for_few(**_: Any) -> list[CheckMessage]:
    """How much money is held is nobody's business."""
    if unreadable("HOLDFAST_METRICS_NETWORKS"):
        return []
    wide = [str(one) for one in networks.named("HOLDFAST_METRICS_NETWORKS") if not one.prefixlen]
    if not wide:
        return []
    return [Error(f"Everybody may read /metrics ({', '.join(wide)}).", id="holdfast.E058")]


@register(Tags.security)
def networks_can_be_read(**_: Any) -> list[CheckMessage]:
    """What is no network would let in nobody, or not whom somebody thinks."""
    return [
        Error(f"{setting} has something that is no network: {why}.", id="holdfast.E057")
        for setting in networks.SETTINGS
        if (why := unreadable(setting))
    ]


def unreadable(setting: str) -> str:
    """Why its networks cannot be read; empty where they can."""
    try:
        networks.named(setting)
    except ValueError as wrong:
        return str(wrong)
    return ""


@register(Tags.security)
def stores_are_apart(**_: Any) -> list[CheckMessage]:
    """What everybody may read and what nobody may cannot lie in one bucket."""
    public, private = settings.S3_PUBLIC_BUCKET, settings.S3_PRIVATE_BUCKET
    if settings.HOLDFAST_MEDIA == "files":
        return []
    if settings.HOLDFAST_MEDIA != "s3" or not (public and private) or public == private:
        hint = "HOLDFAST_MEDIA=s3 with S3_PUBLIC_BUCKET and another S3_PRIVATE_BUCKET."
        return [Error("Files have no place of their own.", hint=hint, id="holdfast.E059")]
    if settings.HOLDFAST_ACCEL:
        return [Error("nginx cannot send files out of S3: HOLDFAST_ACCEL=0.", id="holdfast.E060")]
    return []
