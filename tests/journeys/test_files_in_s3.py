"""The shop with its files in S3: evidence, pictures and a backup; and nobody else sees them."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import reload
from pathlib import Path
from typing import Any

import pytest
import requests
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.test import Client, override_settings

from disputes import vault
from disputes.models import Evidence
from marketplace import media_settings
from marketplace.backup import files
from marketplace.models import Listing, User
from tests import doings
from tests.peers import moto
from tests.project.test_checks import found, production

__all__ = ["production"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


@pytest.fixture(scope="module")
def peer() -> Iterator[str]:
    with moto.running() as url:
        yield url


@pytest.fixture
def s3(
    peer: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, own_files: None
) -> Iterator[Any]:
    """As the environment would set it up."""
    import boto3

    said = {
        "HOLDFAST_MEDIA": "s3",
        "S3_ENDPOINT_URL": peer,
        "S3_REGION": "eu-central-1",
        "S3_ACCESS_KEY_ID": "ours",
        "S3_SECRET_ACCESS_KEY": "hidden",
        "S3_PUBLIC_BUCKET": "pictures",
        "S3_PRIVATE_BUCKET": "evidence",
    }
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    keys = {"aws_access_key_id": "ours", "aws_secret_access_key": "hidden"}
    client = boto3.client("s3", endpoint_url=peer, region_name="eu-central-1", **keys)
    where = {"LocationConstraint": "eu-central-1"}
    requests.post(f"{peer}/moto-api/reset", timeout=5)
    for bucket in ("pictures", "evidence"):
        client.create_bucket(Bucket=bucket, CreateBucketConfiguration=where)
    stores = reload(media_settings).stores(tmp_path)
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES={**stores, "staticfiles": plain}):
        yield client
    monkeypatch.undo()
    reload(media_settings)


def keys(client: Any, bucket: str) -> list[str]:
    return [one["Key"] for one in client.list_objects_v2(Bucket=bucket).get("Contents", [])]


def test_evidence_lies_in_the_private_bucket_and_is_seen_by_the_two(
    s3: Any, ben: User, mallory: User, lamp: Listing
) -> None:
    doings.complain(doings.delivered(ben, lamp))
    doings.check_files()
    evidence = Evidence.objects.get()
    kept = keys(s3, "evidence")
    assert evidence.original in kept
    assert evidence.pages[0] in kept
    assert keys(s3, "pictures") == []
    assert vault.unseal(evidence)
    client = Client()
    client.force_login(ben)
    seen = client.get(f"/evidence/{evidence.pk}/")
    assert (seen.status_code, seen["Content-Type"]) == (200, "image/jpeg")
    assert seen.content == vault.read(evidence.pages[0])
    assert seen["Content-Security-Policy"] == "sandbox"
    assert seen["X-Content-Type-Options"] == "nosniff"
    assert seen["Content-Disposition"].startswith("inline")
    assert "X-Accel-Redirect" not in seen
    client.force_login(mallory)
    assert client.get(f"/evidence/{evidence.pk}/").status_code == 404


def test_a_changed_original_is_noticed(s3: Any, ben: User, lamp: Listing) -> None:
    doings.complain(doings.delivered(ben, lamp))
    evidence = Evidence.objects.get()
    s3.put_object(Bucket="evidence", Key=evidence.original, Body=b"another")
    with pytest.raises(vault.SealBroken):
        vault.unseal(evidence)


def test_a_public_picture_has_an_address_without_a_signature(s3: Any, peer: str) -> None:
    name = default_storage.save("listings/lamp.jpg", ContentFile(b"picture"))
    again = default_storage.save("listings/lamp.jpg", ContentFile(b"another"))
    assert name != again, "a file never takes the place of another"
    assert default_storage.url(name) == f"{peer}/pictures/{name}"
    assert media_settings.origins() == [peer]


def test_a_backup_takes_them_along_and_brings_them_back(s3: Any, tmp_path: Path) -> None:
    private = storages["private"]
    private.save("evidence/ab/one", ContentFile(b"as it came"))
    default_storage.save("listings/lamp.jpg", ContentFile(b"picture"))
    copied, missing = files.copy_out(tmp_path / "backup")
    assert sorted(copied) == ["media/listings/lamp.jpg", "private/evidence/ab/one"]
    assert missing == []
    assert not files.are_empty()
    private.delete("evidence/ab/one")
    default_storage.delete("listings/lamp.jpg")
    assert files.are_empty()
    assert files.copy_in(tmp_path / "backup") == 2
    assert private.open("evidence/ab/one").read() == b"as it came"


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ({"S3_PUBLIC_BUCKET": "one", "S3_PRIVATE_BUCKET": "one"}, "holdfast.E059"),
        ({"S3_PUBLIC_BUCKET": "one", "S3_PRIVATE_BUCKET": ""}, "holdfast.E059"),
        (
            {"S3_PUBLIC_BUCKET": "one", "S3_PRIVATE_BUCKET": "two", "HOLDFAST_ACCEL": True},
            "holdfast.E060",
        ),
    ],
)
def test_what_cannot_work_is_refused(production: Any, said: dict[str, Any], refused: str) -> None:
    production.HOLDFAST_MEDIA = "s3"
    for name, value in said.items():
        setattr(production, name, value)
    assert found() == {refused}
