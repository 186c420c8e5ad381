"""What leaves for Sentry names nobody, and nothing is loaded where nobody is to be told."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec

import pytest
from pytest_django import Settings

from marketplace import reporting_faults
from tests.project.files import ROOT

QUESTION = """
import django, sys
django.setup()
print([name for name in ("sentry_sdk", "opentelemetry.sdk", "boto3", "storages") if name in sys.modules])
"""


def test_nothing_is_loaded_where_nobody_is_to_be_told() -> None:
    command = [sys.executable, "-c", QUESTION]
    said = subprocess.check_output(command, cwd=ROOT, text=True, env=_environment())
    assert said.strip() == "[]"


def _environment() -> dict[str, str]:
    import os

    return {**os.environ, "DJANGO_SETTINGS_MODULE": "marketplace.settings"}


def test_an_event_is_stripped_of_everybody() -> None:
    event = {
        "user": {"email": "ben@example.com", "ip_address": "203.0.113.7"},
        "server_name": "inside-3",
        "request": {
            "method": "POST",
            "url": "https://shop.example.com/guest/secret-key/",
            "query_string": "q=lamp",
            "cookies": {"sessionid": "secret"},
            "headers": {"Authorization": "Token secret"},
            "data": {"name": "Ben Okafor"},
            "env": {"REMOTE_ADDR": "203.0.113.7"},
        },
        "breadcrumbs": {"values": [{"message": "SELECT ben"}]},
        "exception": {"values": [{"value": "DETAIL: Key (email)=(ben@example.com) exists."}]},
    }
    said = str(reporting_faults.scrubbed(event, {}))
    for secret in ("ben", "Ben", "secret", "203.0.113", "lamp", "inside-3"):
        assert secret not in said
    assert "POST" in said


@pytest.mark.skipif(
    find_spec("sentry_sdk") is None, reason="not in the usual lock: make observability-test"
)
def test_a_real_client_sends_what_we_let_it(settings: Settings) -> None:
    """With Sentry's own client, and a transport that keeps what it is given."""
    import sentry_sdk
    from sentry_sdk.transport import Transport

    kept: list[str] = []

    class Keeping(Transport):
        def capture_envelope(self, envelope: object) -> None:
            kept.append(envelope.serialize().decode())  # type: ignore[attr-defined]

    settings.SENTRY_DSN = "https://key@sentry.example.com/1"
    reporting_faults._begin_sentry(transport=Keeping)
    try:
        name = "Zebulon Quist"
        raise ValueError(f"550 no such user zebulon@example.com for {len(name)}")
    except ValueError as fault:
        sentry_sdk.capture_exception(fault)
    finally:
        sentry_sdk.flush()
        sentry_sdk.init()
    assert kept
    assert "no such user" in kept[0]
    assert "zebulon" not in kept[0]
    assert "Quist" not in kept[0]
