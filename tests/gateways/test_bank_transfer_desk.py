"""Staff and the bank account: statements, money that nobody knows, files; each only for who may."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO

import pytest
from defusedxml.ElementTree import fromstring
from django.contrib.auth.models import Permission
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from escrow import clock, gateways, operations, reconciliation
from escrow.chart import Kind
from escrow.gateways.bank_transfer import movements, unapplied
from escrow.gateways.bank_transfer.unapplied import NotPlaced
from escrow.models import (
    AuditEntry,
    BankFile,
    BankLine,
    BankMovement,
    BankTransfer,
    Refund,
    ReportDifference,
)
from escrow.money import Money
from marketplace import fulfilment
from marketplace.models import Checkout, Listing, User
from tests import books
from tests.gateways import bank
from tests.peers.bank_transfer import Entry, camt

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday", "bank_transfer")]
TEN = Money(1000, "EUR")
MAY = ["add_bankstatement", "view_bankstatement", "view_bankmovement", "change_bankmovement"]
MAY += ["view_bankline", "view_banktransfer", "change_banktransfer", "view_bankfile"]


@pytest.fixture
def clerk(sofia: User) -> User:
    sofia.user_permissions.set(Permission.objects.filter(codename__in=MAY))
    return sofia


@pytest.fixture
def desk(clerk: User) -> Client:
    client = Client()
    client.force_login(clerk)
    return client


@pytest.fixture
def placed(ben: User, lamp: Listing) -> Checkout:
    return bank.promised(ben, lamp)


def deposit() -> BankMovement:
    return movements.unmatched().get()


def uploaded(content: bytes) -> dict[str, BytesIO]:
    file = BytesIO(content)
    file.name = "march.xml"
    return {"file": file}


class TestBringing:
    address = "/admin/escrow/bankstatement/import/"

    def test_it_is_looked_at_first_and_then_imported(
        self, desk: Client, placed: Checkout, clerk: User
    ) -> None:
        looked = desk.post(self.address, uploaded(camt([bank.paid(placed)]))).content.decode()
        assert "pays a purchase" in looked
        assert "DE02120300000000202051" not in looked
        assert not BankLine.objects.exists()
        draft = re.search(r'name="draft" value="(\w+)"', looked)
        assert draft
        sent = {"draft": draft.group(1), "name": "march.xml"}
        said = desk.post(self.address, sent, follow=True).content.decode()
        assert "1 new line was imported." in said
        assert placed.orders.get().state == "paid"
        assert AuditEntry.objects.get(action="statement_imported").by == clerk
        again = desk.post(self.address, sent, follow=True).content.decode()
        assert "This file is gone" in again

    def test_a_bad_one_says_why(self, desk: Client) -> None:
        said = desk.post(self.address, uploaded(b"a;b\n")).content.decode()
        assert "No line has titles for a day and an amount" in said

    def test_somebody_elses_draft_is_not_found(
        self, desk: Client, otto: User, placed: Checkout
    ) -> None:
        looked = desk.post(self.address, uploaded(camt([bank.paid(placed)]))).content.decode()
        draft = re.search(r'name="draft" value="(\w+)"', looked)
        otto.user_permissions.set(Permission.objects.filter(codename__in=MAY))
        other = Client()
        other.force_login(otto)
        other.post(self.address, {"draft": draft.group(1) if draft else ""})
        other.post(self.address, {"draft": "../../x"})
        assert not BankLine.objects.exists()

    def test_only_who_may(self, sofia: User, ben: User) -> None:
        for who, status in ((sofia, 403), (ben, 302)):
            client = Client()
            client.force_login(who)
            assert client.get(self.address).status_code == status
            assert client.post(self.address, uploaded(b"x")).status_code == status
            for path in ("/admin/escrow/bankline/", "/admin/escrow/banktransfer/"):
                assert client.get(path).status_code == status
            assert client.post("/admin/escrow/banktransfer/file/").status_code == status


class TestUnmatched:
    def test_it_is_suggested_for_whoever_waits_for_that_amount(
        self, desk: Client, placed: Checkout
    ) -> None:
        bank.bring(Entry(Money(4690, "EUR"), "the lamp", name="OKAFOR, BEN"))
        shown = desk.get("/admin/escrow/bankmovement/?waits=yes").content.decode()
        code = bank.charge_of(placed).reference or ""
        assert f"{code[:4]}-{code[4:8]}-{code[8:]} ★" in shown
        assert placed.orders.get().state == "pending_payment"

    def test_staff_assign_it_and_the_purchase_is_paid(
        self, desk: Client, placed: Checkout, clerk: User
    ) -> None:
        bank.bring(Entry(Money(4690, "EUR"), "the lamp"))
        came = deposit()
        sent = {"action": "assign", "_selected_action": [came.pk]}
        said = desk.post("/admin/escrow/bankmovement/", sent, follow=True).content.decode()
        assert "No purchase has this reference" in said
        sent["words"] = bank.charge_of(placed).reference or ""
        desk.post("/admin/escrow/bankmovement/", sent)
        assert placed.orders.get().state == "paid"
        assert AuditEntry.objects.filter(action="deposit_assigned", by=clerk).exists()
        with pytest.raises(NotPlaced):
            unapplied.assign(came.pk, sent["words"], by=clerk)
        assert bank.next_morning() == []
        books.assert_right()

    def test_a_part_that_staff_assign_waits_for_the_rest(
        self, placed: Checkout, clerk: User
    ) -> None:
        bank.bring(Entry(Money(4000, "EUR"), "the lamp"))
        typed = bank.charge_of(placed).reference or ""
        assert unapplied.assign(deposit().pk, typed, by=clerk) == "under"
        bank.bring(bank.paid(placed, 690))
        assert placed.orders.get().state == "paid"
        assert bank.next_morning() == []
        books.assert_right()

    def test_it_goes_back_once(self, clerk: User) -> None:
        bank.bring(Entry(TEN, "who knows"))
        came = deposit()
        unapplied.send_back(came.pk, by=clerk)
        for again in (unapplied.send_back, lambda key, by: unapplied.assign(key, "HF", by=by)):
            with pytest.raises(NotPlaced):
                again(came.pk, by=clerk)
        bank.bring(*bank.sent())
        assert not movements.unmatched().exists()
        assert books.of(Kind.PSP_CLEARING, owner="bank_transfer") == Money.zero("EUR")
        bank.bring(bank.returned(BankTransfer.objects.get()))
        assert deposit().amount == TEN
        assert bank.next_morning() == []
        books.assert_right()

    def test_without_an_account_it_cannot_go_back(self, clerk: User) -> None:
        bank.bring(Entry(TEN, iban=""))
        with pytest.raises(NotPlaced, match="from which account"):
            unapplied.send_back(deposit().pk, by=clerk)

    def test_the_operators_own_money_is_booked_as_that(self, clerk: User) -> None:
        bank.bring(Entry(TEN, "top up"))
        with pytest.raises(NotPlaced, match="in a sentence"):
            unapplied.call_ours(deposit().pk, by=clerk, note=" ")
        unapplied.call_ours(deposit().pk, by=clerk, note="From the savings account.")
        assert books.of(Kind.BANK) == -TEN
        assert bank.next_morning() == []
        books.assert_right()


class TestDebitsNobodyKnows:
    def test_one_is_a_difference_until_somebody_explains_it(self, clerk: User) -> None:
        bank.bring(Entry(Money(3000, "EUR"), "x"), Entry(-TEN, "who took this?"))
        (row,) = bank.next_morning()
        assert (row.kind, row.what, row.theirs_minor) == ("not_in_our_books", "unexplained", -1000)
        line = movements.unexplained().get()
        unapplied.explain(line.pk, "fee", by=clerk, note="Yearly fee of the card.")
        with pytest.raises(NotPlaced):
            unapplied.explain(line.pk, "fee", by=clerk, note="Again.")
        assert books.of(Kind.PSP_FEES) == TEN
        books.assert_right()

    def test_it_comes_right_by_itself_when_the_day_is_compared_again(self, clerk: User) -> None:
        bank.bring(Entry(-TEN, "to the savings account"))
        assert len(bank.next_morning()) == 1
        line = movements.unexplained().get()
        unapplied.explain(line.pk, "settlement", by=clerk, note="To the savings account.")
        yesterday = clock.now().date() - timedelta(days=1)
        assert reconciliation.reconcile(gateways.get("bank_transfer"), yesterday) == []
        assert ReportDifference.objects.get().settled_at
        assert books.of(Kind.BANK) == TEN
        books.assert_right()

    def test_money_that_left_under_a_refused_transfer_is_seen(
        self, placed: Checkout, clerk: User
    ) -> None:
        bank.bring(Entry(TEN, "who knows"))
        transfer = unapplied.send_back(deposit().pk, by=clerk)
        entries = bank.sent()
        unapplied.reject(transfer.pk, by=clerk)
        bank.bring(*entries)
        assert movements.unexplained().count() == 1


class TestPaymentFiles:
    @pytest.fixture
    def waiting(self, placed: Checkout) -> Refund:
        bank.bring(bank.paid(placed, name="Zoë Ünal-Straße & Söhne"))
        order = placed.orders.get()
        fulfilment.cancel_by_seller(order.number, by=order.seller.user)
        operations.run_waiting()
        return Refund.objects.get()

    @pytest.mark.parametrize("version", ["pain.001.001.03", "pain.001.001.09"])
    def test_it_says_what_the_bank_needs(
        self, waiting: Refund, desk: Client, version: str, settings: object
    ) -> None:
        settings.BANK_TRANSFER_PAIN = version
        desk.post("/admin/escrow/banktransfer/file/")
        root = fromstring(BankFile.objects.get().body)
        space = {"p": f"urn:iso:std:iso:20022:tech:xsd:{version}"}
        found = {
            name: [each.text for each in root.findall(f".//p:{name}", space)]
            for name in ("EndToEndId", "InstdAmt", "NbOfTxs", "CtrlSum", "BtchBookg")
        }
        operation = waiting.operations.get()
        assert found == {
            "EndToEndId": [operation.pk.hex],
            "InstdAmt": ["46.90"],
            "NbOfTxs": ["1", "1"],
            "CtrlSum": ["46.90", "46.90"],
            "BtchBookg": ["false"],
        }
        name = root.find(".//p:Cdtr/p:Nm", space)
        assert name is not None
        assert name.text == "Zoe Unal-Strasse Sohne"
        account = root.find(".//p:CdtrAcct/p:Id/p:IBAN", space)
        assert account is not None
        assert account.text == "DE02120300000000202051"

    def test_each_once_and_fetched_again_unchanged(self, waiting: Refund, desk: Client) -> None:
        desk.post("/admin/escrow/banktransfer/file/")
        made = BankFile.objects.get()
        said = desk.post("/admin/escrow/banktransfer/file/", follow=True).content.decode()
        assert "No transfer waits to be sent." in said
        address = reverse("admin:escrow_bankfile_download", args=[made.pk])
        first, second = desk.get(address), desk.get(address)
        assert first.content == second.content == made.body.encode()
        assert "no-store" in first["Cache-Control"]
        other = Client()
        other.force_login(User.objects.create_user("x@example.com", "x", is_staff=True))
        assert other.get(address).status_code == 403

    def test_the_command_writes_the_same_again(self, waiting: Refund, tmp_path: object) -> None:
        call_command("payment_file", str(tmp_path))
        made = BankFile.objects.get()
        path = tmp_path / f"{made.message_id}.xml"
        assert path.read_text() == made.body
        assert path.stat().st_mode & 0o077 == 0
        with pytest.raises(CommandError, match="No transfer waits"):
            call_command("payment_file", str(tmp_path))
        path.unlink()
        call_command("payment_file", str(tmp_path), "--again", made.message_id)
        assert path.read_text() == made.body

    def test_the_lists_name_no_whole_account(self, waiting: Refund, desk: Client) -> None:
        desk.post("/admin/escrow/banktransfer/file/")
        pages = [f"/admin/escrow/{name}/" for name in ("banktransfer", "bankline", "bankmovement")]
        rows = [BankTransfer.objects.get(), BankLine.objects.get(), BankFile.objects.get()]
        pages += [f"/admin/escrow/{row._meta.model_name}/{row.pk}/change/" for row in rows]
        for path in pages:
            answer = desk.get(path)
            assert answer.status_code == 200, path
            assert "DE02120300000000202051" not in answer.content.decode(), path


def test_the_check_says_what_somebody_should_look_at(clerk: User, settings: object) -> None:
    def wrong() -> set[str]:
        found = gateways.get("bank_transfer").check()
        return {finding.what for finding in found if not finding.is_right}

    assert wrong() == {"statement"}
    bank.bring(Entry(TEN, "who knows"))
    assert wrong() == set()
    clock.advance(timedelta(days=4, hours=1))
    assert wrong() == {"statement", "unmatched"}
    unapplied.send_back(deposit().pk, by=clerk)
    clock.advance(timedelta(days=2))
    assert wrong() == {"statement", "unmatched", "transfers"}
    settings.BANK_TRANSFER_IBAN = "DE89370400440532013001"
    assert "account" in wrong()
