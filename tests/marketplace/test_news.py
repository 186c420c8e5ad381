"""News from us: to those who asked for it alone, once, and ended by one click."""

import pytest
from django.contrib.auth.models import Permission
from django.db import IntegrityError, transaction
from django.test import Client

from escrow.models import Notice
from marketplace import newsletters, notice_choices, notices
from marketplace.models import Newsletter, User
from marketplace.newsletters import CannotBePublished

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
ADD = "/admin/marketplace/newsletter/add/"
NEWS = {"title": "Ceramics week", "text": "Cleo opens her kiln.\n\nCome and see.", "path": "/"}


@pytest.fixture
def keen(ben: User) -> User:
    notice_choices.choose(ben, {"news": True}, by=ben)
    return ben


def editor(sofia: User) -> Client:
    wanted = ["add_newsletter", "view_newsletter"]
    sofia.user_permissions.add(*Permission.objects.filter(codename__in=wanted))
    client = Client()
    client.force_login(sofia)
    return client


def test_who_asked_for_it_reads_it_and_nobody_else(keen: User, mallory: User, sofia: User) -> None:
    assert editor(sofia).post(ADD, NEWS).status_code == 302
    told = Notice.objects.get(kind="news")
    assert told.to == keen
    notices.send_waiting()
    told.refresh_from_db()
    assert told.subject_line == "Ceramics week"
    assert "Cleo opens her kiln.\n\nCome and see." in told.body
    assert "/unsubscribe/" in told.body


def test_it_goes_out_once_and_to_no_other_site(keen: User, sofia: User) -> None:
    client = editor(sofia)
    client.post(ADD, NEWS)
    for wrong in (NEWS, {**NEWS, "title": "More", "path": "//evil.example"}):
        assert client.post(ADD, wrong).status_code == 200
        with pytest.raises(CannotBePublished):
            newsletters.publish(by=sofia, **wrong)
    assert Notice.objects.filter(kind="news").count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Newsletter.objects.update(path="https://evil.example")


def test_what_was_sent_is_not_changed(keen: User, sofia: User, mallory: User) -> None:
    client = editor(sofia)
    client.post(ADD, NEWS)
    made = Newsletter.objects.get()
    changed = {**NEWS, "text": "Other"}
    client.post(f"/admin/marketplace/newsletter/{made.pk}/change/", changed)
    assert Newsletter.objects.get().text == NEWS["text"]
    stranger = Client()
    stranger.force_login(mallory)
    assert stranger.post(ADD, NEWS).status_code == 302
    assert Newsletter.objects.count() == 1
