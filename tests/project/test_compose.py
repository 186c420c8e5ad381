"""compose.yaml, Dockerfile and the files of nginx and PgBouncer agree with each other and with the code.

Whether they work is lived through by `make compose-test`, with the real programs.
"""

from __future__ import annotations

import ast
import re
from importlib import import_module

import pytest
from django.conf import settings

from marketplace import private_files, schedule
from tests.deploy import plan
from tests.project.files import ROOT
from tests.project.test_operating_page import variables

SERVICES = plan.services()
NGINX = (ROOT / "deploy" / "nginx.conf").read_text()


def test_there_is_everything_that_operating_asks_for() -> None:
    assert {*plan.SHOP, "nginx", "postgres", "redis", "pgbouncer"} == set(SERVICES)


def test_only_nginx_can_be_reached_from_outside() -> None:
    assert [name for name, one in SERVICES.items() if one.said.get("ports")] == ["nginx"]
    assert all(port.startswith("127.0.0.1:") for port in SERVICES["nginx"].said["ports"])


@pytest.mark.parametrize("name", [*plan.SHOP, "nginx"])
def test_a_container_is_nobody_and_writes_nowhere_else(name: str) -> None:
    said = SERVICES[name].said
    assert said["read_only"] is True
    assert said["user"] == "10001:10001"
    assert said["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in said["security_opt"]


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"migrate", "pgbouncer"}))
def test_whoever_stays_is_asked_whether_it_is_well(name: str) -> None:
    assert SERVICES[name].said["healthcheck"]["test"][0] == "CMD"


def test_every_variable_is_one_that_the_settings_read() -> None:
    files = ("SECRET_KEY", "HOLDFAST_RECORD_KEY", "DATABASE_URL", "DATABASE_OWNER_URL", "EMAIL_URL")
    known = (
        variables() | {"PROMETHEUS_MULTIPROC_DIR", "HOLDFAST_STATE"} | {f"{n}_FILE" for n in files}
    )
    for name in plan.SHOP:
        unknown = set(SERVICES[name].environment) - known
        assert not unknown, (name, unknown)
    assert not set(plan.example()) - known


def test_no_secret_stands_in_the_file() -> None:
    secrets = {name for one in SERVICES.values() for name in one.said.get("secrets", [])}
    assert secrets == set(plan.whole()["secrets"])
    assert all(one["file"].startswith("secrets/") for one in plan.whole()["secrets"].values())
    text = (ROOT / "compose.yaml").read_text()
    assert not re.search(r"(PASSWORD|SECRET\w*|TOKEN): (?!/run/secrets)", text)
    ignored = (ROOT / ".gitignore").read_text()
    assert "/secrets/" in ignored
    assert "/shop.env" in ignored


def test_every_volume_and_file_that_is_named_is_there() -> None:
    for name, one in SERVICES.items():
        for mount in one.said.get("volumes", []):
            source = mount.split(":")[0]
            known = (ROOT / source).exists() if source.startswith("./") else True
            assert known, (name, source)
            assert source.startswith("./") or source in plan.whole()["volumes"], (name, source)


def test_the_processes_are_those_that_the_code_needs() -> None:
    beat, files = SERVICES["beat"].command, SERVICES["files"].command
    assert beat[beat.index("-A") + 1] == files[files.index("-A") + 1] == "marketplace.celery"
    assert files[files.index("-Q") + 1] == schedule.FILES
    module, name = SERVICES["web"].command[-1].split(":")
    assert hasattr(import_module(module), name)
    assert "--database owner" in SERVICES["migrate"].command[-1]


def test_nginx_knows_where_private_files_are_and_keeps_their_headers() -> None:
    inside = re.search(r"location (\S+) \{\s+internal;\s+alias (\S+);(.*?)\}", NGINX, re.DOTALL)
    assert inside
    assert inside[1] == private_files.INSIDE
    assert inside[2] == f"{SERVICES['web'].environment['PRIVATE_ROOT']}/"
    for header in (
        "content_security_policy",
        "x_content_type_options",
        "cross_origin_resource_policy",
    ):
        assert f"$upstream_http_{header};" in inside[3]


def test_nginx_takes_as_much_as_a_case_may_send() -> None:
    assert "client_max_body_size 210m;" in NGINX
    assert settings.DATA_UPLOAD_MAX_NUMBER_FILES >= 200


def test_the_image_has_what_the_commands_need() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text()
    for source in re.findall(r"^COPY (?!--)(\S+)", dockerfile, re.MULTILINE):
        assert (ROOT / source).exists(), source
    assert dockerfile.rstrip().endswith("USER postgres")
    assert "USER holdfast" in dockerfile
    ast.parse((ROOT / "deploy" / "healthcheck.py").read_text())


def test_the_locked_packages_of_the_image_are_those_that_are_tested() -> None:
    def locked(name: str) -> dict[str, str]:
        text = (ROOT / "requirements" / f"{name}.txt").read_text()
        return dict(re.findall(r"^([\w.-]+)(?:\[[^]]*\])?==([^\s;]+)", text, re.MULTILINE))

    image, tested = locked("production"), locked("test")
    assert {"django", "granian", "celery", "django-storages", "sentry-sdk"} <= set(image)
    assert not [name for name in image if name in tested and image[name] != tested[name]]
