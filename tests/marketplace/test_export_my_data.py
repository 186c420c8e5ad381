"""Everything we know of somebody, for them alone, for a while."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.files.storage import storages
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from escrow import audit, clock, deadlines
from escrow.models import Notice
from marketplace import notices
from marketplace.data_export import stories
from marketplace.data_export.left_out import LEFT_OUT
from marketplace.data_export.table import TABLE
from marketplace.models import DataExport, Listing, User
from tests import doings, factories, queries

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = reverse("account_data")


def client_of(person: User) -> Client:
    """Signed in, and just asked once more who they are."""
    client = Client()
    body = {"login": person.email, "password": factories.PASSWORD}
    client.post(reverse("account_login"), body)
    client.post(reverse("account_reauthenticate"), body)
    return client


def made(person: User) -> DataExport:
    export = stories.ask(by=person)
    assert stories.make_waiting() == 1
    return DataExport.objects.get(pk=export.pk)


def archive(export: DataExport) -> ZipFile:
    return ZipFile(BytesIO(storages["private"].open(export.file).read()))


def test_a_person_asks_is_told_and_fetches_it(ben: User, lamp: Listing) -> None:
    doings.buy(ben, lamp)
    client = client_of(ben)
    client.post(PAGE)
    client.post(PAGE)
    assert DataExport.objects.count() == 1
    stories.make_waiting()
    export = DataExport.objects.get()
    subject, body = notices.worded(Notice.objects.get(kind="export_ready"))
    assert (subject, PAGE in body) == ("Your data is ready", True)
    answer = client.get(reverse("account_data_file", args=[export.pk]))
    assert answer.streaming
    assert answer["Cache-Control"] == "private, no-store"
    found = ZipFile(BytesIO(b"".join(answer.streaming_content)))
    purchases = json.loads(found.read("purchases.json"))
    assert [each["street"] for each in purchases] == ["Kastanienallee 7"]
    assert "Kastanienallee 7" in found.read("index.html").decode()
    assert audit.trail(export).filter(action="export_fetched", by=ben).exists()


def test_a_day_later_there_may_be_another(monday: object, ben: User) -> None:
    first = made(ben)
    assert stories.ask(by=ben).pk == first.pk
    clock.advance(stories.ASK_AGAIN_AFTER)
    assert stories.ask(by=ben).pk != first.pk


def test_evidence_and_photos_are_in_it_and_nothing_of_the_other_party(
    monday: object, ben: User, lamp: Listing
) -> None:
    order = doings.delivered(ben, lamp)
    case = doings.complain(order)
    evidence = case.evidence.get()
    found = archive(made(ben))
    inside = f"files/evidence/{evidence.pk}-{evidence.original.rsplit('/')[-1]}"
    assert found.read(inside) == storages["private"].open(evidence.original).read()
    theirs = archive(made(order.seller.user))
    everything = b"".join(theirs.read(name) for name in theirs.namelist()).decode(errors="ignore")
    for secret in ("Kastanienallee", "10435", ben.email, "4242", "The shade is cracked."):
        assert secret not in everything, secret
    assert order.number in everything
    assert not [name for name in theirs.namelist() if name.startswith("files/evidence")]


def test_no_key_is_in_it(ben: User) -> None:
    ben.authenticator_set.create(type="totp", data={"secret": "KEEPTHIS"})
    found = archive(made(ben))
    everything = b"".join(found.read(name) for name in found.namelist()).decode()
    assert "KEEPTHIS" not in everything
    assert ben.password not in everything


def test_after_a_week_the_file_is_gone(monday: object, ben: User) -> None:
    export = made(ben)
    name = export.file
    clock.advance(stories.KEPT_FOR)
    deadlines.sweep()
    export = DataExport.objects.get(pk=export.pk)
    assert (export.state, export.file) == ("gone", "")
    assert not storages["private"].exists(name)
    assert client_of(ben).get(reverse("account_data_file", args=[export.pk])).status_code == 404


def test_a_stranger_and_staff_find_nothing(ben: User, mallory: User, sofia: User) -> None:
    export = made(ben)
    for other in (mallory, sofia):
        for name in ("account_data_file", "api_data_file"):
            assert client_of(other).get(reverse(name, args=[export.pk])).status_code == 404


def test_an_open_laptop_is_asked_who_it_is(ben: User) -> None:
    export, client = made(ben), Client()
    client.force_login(ben)
    answer = client.get(reverse("account_data_file", args=[export.pk]))
    assert "/reauthenticate/" in answer["Location"]


def test_what_cannot_be_made_is_given_up_and_may_be_asked_for_again(
    monday: object, ben: User
) -> None:
    export = stories.ask(by=ben)
    for _ in range(stories.MOST_TRIES):  # the worker dies each time, and its lease runs out
        assert stories._take(export.pk)
        clock.advance(stories.LEASE)
    assert stories.make_waiting() == 0
    assert DataExport.objects.get(pk=export.pk).state == "failed"
    assert "Ask again" in client_of(ben).get(PAGE).content.decode()
    assert made(ben).state == "ready"


def test_programs_ask_and_fetch(ben: User) -> None:
    client = client_of(ben)
    asked = client.post(reverse("api_data_exports"))
    assert (asked.status_code, asked.json()["state"]) == (202, "asked")
    stories.make_waiting()
    [row] = client.get(reverse("api_data_exports")).json()["results"]
    answer = client.get(reverse("api_data_file", args=[row["id"]]))
    assert b"".join(answer.streaming_content)[:2] == b"PK"


def test_the_database_makes_one_at_a_time(ben: User) -> None:
    stories.ask(by=ben)
    with pytest.raises(IntegrityError, match="one_export"), transaction.atomic():
        DataExport.objects.create(user=ben, asked_at=clock.now())


def test_more_exports_ask_the_database_nothing_more(monday: object, ben: User) -> None:
    made(ben)

    def more() -> None:
        for _ in range(3):
            clock.advance(stories.ASK_AGAIN_AFTER)
            made(ben)

    little, much = queries.before_and_after(client_of(ben), PAGE, more)
    assert little == much <= 12


def test_every_model_that_names_a_person_is_exported_or_left_out_with_a_reason() -> None:
    person = get_user_model()
    named = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if not model._meta.proxy
        for field in model._meta.get_fields()
        if not field.auto_created and field.related_model is person
    }
    exported = {f"{section.model}.{section.whose}" for section in TABLE}
    assert named - exported <= LEFT_OUT.keys(), named - exported - LEFT_OUT.keys()
    assert all(LEFT_OUT.values())
    assert named >= LEFT_OUT.keys(), LEFT_OUT.keys() - named


def test_everything_the_account_itself_keeps_is_exported_but_its_keys() -> None:
    columns = next(section.columns for section in TABLE if section.model == "marketplace.User")
    kept = {field.name for field in get_user_model()._meta.concrete_fields}
    assert kept - set(columns) == {"id", "password", "kept_by"}
