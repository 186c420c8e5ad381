"""Ways to run a shop that are refused; and the environment of compose.yaml, which is not."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from tests.deploy import plan
from tests.project.files import ROOT, project_files
from tests.project.test_checks import found, production

__all__ = ["production"]


@pytest.mark.parametrize(
    ("name", "value", "refused"),
    [
        ("DEBUG", True, "holdfast.E050"),
        ("ALLOWED_HOSTS", [], "holdfast.E051"),
        ("ALLOWED_HOSTS", ["*"], "holdfast.E051"),
        ("HTTPS_ONLY", False, "holdfast.E052"),
        ("HOLDFAST_BASE_URL", "http://shop.example.com", "holdfast.E053"),
        ("HOLDFAST_BASE_URL", "https://127.0.0.1:8000", "holdfast.E053"),
        ("EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend", "holdfast.E054"),
        ("DEFAULT_FROM_EMAIL", "Holdfast <holdfast@localhost>", "holdfast.W055"),
        ("HOLDFAST_METRICS_NETWORKS", ["0.0.0.0/0"], "holdfast.E058"),
        ("HOLDFAST_METRICS_NETWORKS", ["nowhere"], "holdfast.E057"),
        ("TRUSTED_PROXIES", ["10.1.2.3/8"], "holdfast.E057"),
    ],
)
def test_it_is_refused(production: Settings, name: str, value: Any, refused: str) -> None:
    assert found() == set()
    setattr(production, name, value)
    assert found() == {refused}


def test_plans_and_pgbouncer_exclude_each_other(production: Settings) -> None:
    ours = production.DATABASES["default"]
    both = {**ours, "OPTIONS": {"prepare_threshold": 3}, "DISABLE_SERVER_SIDE_CURSORS": True}
    kept = dict(ours)
    try:
        ours.update(both)
        assert found() == {"holdfast.E056"}
    finally:
        ours.clear()
        ours.update(kept)


def deployed(folder: Path, **other: str) -> subprocess.CompletedProcess[str]:
    """manage.py check --deploy as the web service of compose.yaml would run it."""
    secrets = {
        "secret_key": "k3-Vq_9" * 10,
        "record_key": b64encode(bytes(range(32))).decode(),
        "database_url": "postgres://holdfast_app:a@postgres:5432/holdfast",
        "database_owner_url": "postgres://holdfast_owner:b@postgres:5432/holdfast",
        "email_url": "smtp+tls://user:password@mail.example.com:587",
    }
    for name, value in secrets.items():
        (folder / name).write_text(value)
    said = {**plan.example(), **plan.services()["web"].environment}
    ours = {name: value.replace("/run/secrets", str(folder)) for name, value in said.items()}
    places = {
        name: str(folder)
        for name in ("HOLDFAST_STATE", "STATIC_ROOT", "MEDIA_ROOT", "PRIVATE_ROOT")
    }
    ours.pop("PROMETHEUS_MULTIPROC_DIR")
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **ours, **places, **other},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_environment_of_compose_is_clean(tmp_path: Path) -> None:
    done = deployed(tmp_path)
    assert done.returncode == 0, done.stderr


def test_and_one_unsafe_line_in_it_is_not(tmp_path: Path) -> None:
    done = deployed(tmp_path, HTTPS_ONLY="0")
    assert done.returncode == 1
    assert "holdfast.E052" in done.stderr


def test_no_two_refusals_have_one_number() -> None:
    numbers = re.findall(
        r'id="(holdfast\.[EW]\d+)"',
        "".join(path.read_text() for path in project_files() if path.name.startswith("checks")),
    )
    assert len(numbers) > 20
    assert len(numbers) == len(set(numbers))
