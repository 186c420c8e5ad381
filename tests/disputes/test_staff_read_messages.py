"""Staff read what the two wrote only in a case, and each time it is written down."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.test import Client

from disputes import reading_messages
from disputes.models import Dispute
from escrow.models import AuditEntry
from marketplace import message_reports
from marketplace.models import Conversation, Listing, Message, Order, User
from tests import doings, factories, talks

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
SECRET = "Call me: 0170 1234567"


@pytest.fixture
def order(ben: User, lamp: Listing) -> Order:
    talks.ask(ben, lamp, "Asked before")
    order = doings.delivered(ben, lamp)
    talks.about(order, SECRET, by=ben)
    return order


def address(case: Dispute) -> str:
    return f"/admin/disputes/dispute/{case.pk}/messages/"


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_the_original_words_are_read_and_it_is_written_down(order: Order, sofia: User) -> None:
    case, other = doings.complain(order), factories.person("x@example.com", "X")
    talks.about(doings.buy(other, order.lines.get().listing), "Not theirs", by=other)
    client = client_of(sofia)
    assert (
        address(case) in client.get(f"/admin/disputes/dispute/{case.pk}/change/").content.decode()
    )
    page = client.get(address(case)).content.decode()
    assert SECRET in page
    assert "Asked before" in page
    assert "Not theirs" not in page
    rows = AuditEntry.objects.filter(action="read_conversation", by_id=sofia.pk)
    assert rows.filter(subject_type="dispute", subject_id=str(case.pk)).count() == 1
    assert rows.filter(subject_type="conversation").count() == 2


def test_nobody_else_and_only_in_a_case(
    order: Order, sofia: User, mallory: User, ben: User
) -> None:
    case = doings.complain(order)
    for person in (mallory, ben, order.seller.user):
        assert client_of(person).get(address(case)).status_code in (302, 404)
        with pytest.raises(Dispute.DoesNotExist):
            reading_messages.read_conversation(case, by=person)
    reader = factories.person("reads@example.com", "Reads", is_staff=True)
    reader.user_permissions.set(Permission.objects.filter(codename="view_dispute"))
    assert client_of(reader).get(address(case)).status_code == 404
    assert not AuditEntry.objects.filter(action="read_conversation").exists()
    assert Conversation not in admin.site._registry
    assert Message not in admin.site._registry


def test_one_of_the_two_who_works_here_reads_it_as_a_party_only(order: Order, ben: User) -> None:
    case = doings.complain(order)
    ben.is_staff = True
    ben.save()
    ben.user_permissions.set(Permission.objects.filter(codename="decide_dispute"))
    with pytest.raises(Dispute.DoesNotExist):
        reading_messages.read_conversation(case, by=User.objects.get(pk=ben.pk))


def test_a_reported_message_is_read_alone(order: Order, sofia: User) -> None:
    message = Message.objects.last()
    message_reports.report(message, by=order.seller.user, reason="elsewhere", words="Look")
    sofia.user_permissions.add(Permission.objects.get(codename="view_messagereport"))
    page = client_of(sofia).get("/admin/marketplace/messagereport/").content.decode()
    assert "Call me: [contact hidden" in page
    assert "Asked before" not in page
    report = message.reports.get()
    one = client_of(sofia).get(f"/admin/marketplace/messagereport/{report.pk}/change/")
    assert "Look" in one.content.decode()


def test_on_the_case_they_are_opened_with_a_reason(order: Order, sofia: User) -> None:
    case = doings.complain(order)
    client, page = client_of(sofia), f"/admin/disputes/dispute/{case.pk}/change/"
    assert SECRET not in client.get(page).content.decode()
    refused = client.post(page, {"step": "read_letters", "why": ""}).content.decode()
    assert "Write what you look for in their letters." in refused
    assert SECRET not in refused
    opened = client.post(page, {"step": "read_letters", "why": "A promise about the shade"})
    assert SECRET in opened.content.decode()
    row = AuditEntry.objects.get(action="read_conversation", subject_type="dispute")
    assert (row.by, row.detail) == (sofia, {"why": "A promise about the shade"})
