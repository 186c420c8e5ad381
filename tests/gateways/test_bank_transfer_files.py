"""Files from banks, good and bad: every version and dialect, and nothing half-imported."""

from collections.abc import Callable
from datetime import date, datetime
from itertools import permutations

import pytest
from django.core.management import CommandError, call_command

from escrow.gateways.bank_transfer import reading
from escrow.gateways.bank_transfer.importing import import_statement
from escrow.gateways.bank_transfer.lines import BadStatement
from escrow.gateways.bank_transfer.reading import MOST_BYTES
from escrow.models import BankLine, BankMovement, BankStatement, JournalEntry
from escrow.money import Money
from tests import books
from tests.peers.bank_transfer import Batch, Entry, camt, table

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday", "bank_transfer")]
TEN, FEE = Money(1000, "EUR"), Money(-250, "EUR")
BOMB = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>
<Document>&b;</Document>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "passwd.txt">]>
<Document>&a;</Document>"""


def refused(content: bytes) -> str:
    """The sentence; and nothing of the file is in our books."""
    with pytest.raises(BadStatement) as bad:
        import_statement(content, "statement")
    assert not BankLine.objects.exists()
    assert not BankStatement.objects.exists()
    assert not JournalEntry.objects.exists()
    return str(bad.value)


class TestCamt:
    @pytest.mark.parametrize("version", ["02", "03", "04", "06", "08", "10"])
    def test_every_version_says_the_same(self, monday: datetime, version: str) -> None:
        entry = Entry(TEN, "A lamp & more", name="Zoë Ünal", end_to_end="E2E-1")
        (line,) = reading.read(camt([entry], version=version))
        assert (line.amount, line.name, line.iban) == (TEN, "Zoë Ünal", entry.iban)
        assert (line.text, line.end_to_end) == ("A lamp & more", "E2E-1")
        assert (line.day, line.bank_reference) == (date(2026, 3, 2), entry.bank_reference)

    def test_a_statement_without_any_namespace_is_read(self) -> None:
        assert len(reading.read(camt([Entry(TEN)], namespace=""))) == 1

    def test_a_batch_has_a_line_for_each_transaction(self) -> None:
        batch = Batch((Entry(TEN, "one"), Entry(TEN + TEN, "two")))
        lines = reading.read(camt([batch, Entry(FEE, is_fee=True)]))
        assert [(line.amount.minor, line.text) for line in lines] == [
            (1000, "one"),
            (2000, "two"),
            (-250, ""),
        ]
        assert [line.is_fee for line in lines] == [False, False, True]
        assert len({line.bank_reference for line in lines}) == 3

    def test_a_batch_that_does_not_add_up_is_refused(self) -> None:
        content = camt([Batch((Entry(TEN, "one"), Entry(TEN, "two")))])
        assert "do not add up" in refused(content.replace(b">20.00<", b">30.00<", 1))

    def test_what_is_only_pending_is_no_line(self) -> None:
        assert reading.read(camt([Entry(TEN, is_pending=True)])) == []

    def test_amounts_are_exact_in_every_currency(self) -> None:
        for amount in (Money(1, "EUR"), Money(1001, "JPY"), Money(1_234_567, "KWD")):
            assert reading.read(camt([Entry(amount)]))[0].amount == amount

    def test_another_accounts_statement_is_refused(self) -> None:
        other = camt([Entry(TEN)], account="NL91ABNA0417164300")
        assert refused(other) == "This is a statement of another account (··4300)."

    @pytest.mark.parametrize(
        "namespace",
        [
            "urn:iso:std:iso:20022:tech:xsd:camt.052.001.08",
            "urn:iso:std:iso:20022:tech:xsd:camt.054.001.08",
            "urn:iso:std:iso:20022:tech:xsd:camt.053.001.99",
        ],
    )
    def test_a_message_of_another_kind_is_refused(self, namespace: str) -> None:
        assert namespace.rpartition(":")[2] in refused(camt([Entry(TEN)], namespace=namespace))

    @pytest.mark.parametrize("trap", [BOMB, OUTSIDE])
    def test_bombs_and_files_from_outside_are_refused(self, trap: bytes) -> None:
        assert "DTD or entities" in refused(trap)

    def test_one_that_was_cut_off_says_where(self) -> None:
        content = camt([Entry(TEN), Entry(TEN)])
        assert refused(content[: len(content) // 2]).startswith("Line 1: the XML is broken")

    @pytest.mark.parametrize("amount", ["", "0.00", "-1.00", "1.001", "NaN", "1e99", "ten", "1,00"])
    def test_an_amount_that_is_none_is_refused_with_its_entry(self, amount: str) -> None:
        content = camt([Entry(Money(5, "EUR")), Entry(TEN)])
        assert refused(content.replace(b">10.00<", f">{amount}<".encode())).startswith("Entry 2:")

    def test_a_day_that_is_none_is_refused(self) -> None:
        content = camt([Entry(TEN)]).replace(b"2026-03-02", b"2026-13-02")
        assert "no booking date" in refused(content)


class TestCsv:
    @pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
    @pytest.mark.parametrize("decimal", [",", "."])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
    def test_every_dialect_says_the_same(self, delimiter: str, decimal: str, encoding: str) -> None:
        entries = [Entry(Money(123_456, "EUR"), "Lampe für Zoë", name="Jörg"), Entry(FEE)]
        content = table(entries, delimiter=delimiter, decimal=decimal, encoding=encoding)
        lines = reading.read(content)
        assert [line.amount.minor for line in lines] == [123_456, -250]
        assert (lines[0].text, lines[0].name) == ("Lampe für Zoë", "Jörg")

    @pytest.mark.parametrize(
        ("written", "minor"),
        [
            ("1.234,56", 123_456),
            ("1,234.56", 123_456),
            ("1 234,56", 123_456),
            ("1'234.56", 123_456),
            ("12,00-", -1200),
            ("-0.01", -1),
            ("+5", 500),
            ("1.234.567,8", 123_456_780),
            ("1,234", 123_400),
        ],
    )
    def test_amounts_are_read_as_banks_write_them(self, written: str, minor: int) -> None:
        content = f'Date;Amount\n2026-03-02;"{written}"\n'.encode()
        assert self.read_euros(content) == [minor]

    def read_euros(self, content: bytes) -> list[int]:
        content = content.replace(b"Amount\n", b"Amount;Currency\n")
        content = content.rstrip(b"\n") + b";EUR\n"
        return [line.amount.minor for line in reading.read(content)]

    @pytest.mark.parametrize("amount", ["", "0", "ten", "1,2,3", "1.234", "12..5", "=1+1"])
    def test_an_amount_that_is_none_is_refused_with_its_line(self, amount: str) -> None:
        content = f"Date;Amount;Currency\n2026-03-02;5.000;KWD\n2026-03-02;{amount};KWD\n"
        assert refused(content.encode()).startswith(("Line 2:", "Line 3:"))

    def test_two_ways_to_write_decimals_in_one_file_are_refused(self) -> None:
        content = b"Date;Amount;Currency\n2026-03-02;5.50;EUR\n2026-03-02;5,50;EUR\n"
        assert "others a comma" in refused(content)

    def test_a_day_that_is_none_is_refused_with_its_line(self) -> None:
        said = refused(b"Date;Amount;Currency\n\n2026-02-30;5.50;EUR\n")
        assert said.startswith("Line 3: “2026-02-30” is no day.")

    def test_lines_about_the_account_above_the_titles_are_skipped(self) -> None:
        content = b"Account;DE00\nPeriod;March\n\n" + table([Entry(TEN, "one")])
        assert [line.number for line in reading.read(content)] == [5]

    def test_the_operator_may_name_the_columns(self, settings: object) -> None:
        settings.BANK_TRANSFER_CSV_COLUMNS = {"day": "When", "amount": "How much", "text": "Why"}
        settings.BANK_TRANSFER_CURRENCIES = ["EUR"]
        (line,) = reading.read(b"When,Why,How much\n02/03/2026,lamp,9.50\n")
        assert (line.amount.minor, line.text, line.day) == (950, "lamp", date(2026, 3, 2))

    def test_a_row_that_was_cut_off_is_refused(self) -> None:
        content = table([Entry(TEN), Entry(TEN)])
        assert refused(content[:-30]).startswith("Line 3: it has too few columns")

    def test_the_banks_fee_is_known_by_its_words(self) -> None:
        fee = Entry(FEE, "Entgelt Kontoführung", iban="")
        lines = reading.read(table([fee, Entry(FEE, "Entgelt"), Entry(TEN, "Entgelt", iban="")]))
        assert [line.is_fee for line in lines] == [True, False, False]

    def test_what_looks_like_a_formula_is_only_text(self) -> None:
        import_statement(table([Entry(TEN, '=HYPERLINK("x";"y")', name="@SUM(1)")]), "a.csv")
        line = BankLine.objects.get()
        assert (line.text, line.name) == ('=HYPERLINK("x";"y")', "@SUM(1)")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"   \n",
        b"\0\0\0",
        b"hello",
        b"a;b\n1;2\n",
        b"<html></html>",
        b"<",
        b"PK\x03\x04",
        b"\xff\xfe\xff",
        b"Date;Amount\n",
        b'Date;Amount;Currency\n2026-03-02;"5',
        b"Date;Amount;Currency\n2026-03-02;5.00;XXX\n",
        b"x" * (MOST_BYTES + 1),
        b"<" + b" " * (20 * 1024 * 1024),
    ],
    ids=lambda content: repr(content[:12]),
)
def test_what_is_no_statement_is_refused_in_a_sentence(content: bytes) -> None:
    assert refused(content).endswith((".", "?"))


def test_a_bad_line_leaves_nothing_of_the_good_ones() -> None:
    good = camt([Entry(TEN) for _ in range(5)])
    refused(good.replace(b">10.00<", b">ten<", 5).replace(b">ten<", b">10.00<", 4))


class TestTwice:
    @pytest.mark.parametrize("written", [camt, table])
    def test_the_same_file_again_changes_nothing(
        self, written: Callable[[list[Entry]], bytes]
    ) -> None:
        fee = Entry(FEE, "Entgelt", iban="", is_fee=True)
        content = written([Entry(TEN, "a"), Entry(TEN, "b"), fee])
        assert len(import_statement(content, "a").lines) == 3
        again = import_statement(content, "a")
        assert (again.lines, again.known) == ([], 3)
        assert BankLine.objects.count() == 3
        books.assert_right()

    def test_equal_lines_of_a_day_are_several_and_stay_so(self) -> None:
        same = Entry(TEN, "coffee")
        import_statement(table([same]), "one")
        assert len(import_statement(table([same, same, same]), "three").lines) == 2
        assert len(import_statement(table([same, same]), "two").lines) == 0
        assert BankLine.objects.count() == 3

    def test_overlapping_files_in_any_order_come_to_the_same(self) -> None:
        entries = [Entry(Money(100 + n, "EUR"), f"line {n}") for n in range(6)]
        parts = [entries[:3], entries[2:5], entries[1:]]
        for order in permutations(parts):
            for part in order:
                import_statement(camt(part), "part")
        assert BankLine.objects.count() == 6
        books.assert_right()

    def test_the_same_line_in_another_format_is_refused(self) -> None:
        entry = Entry(TEN, "lamp")
        import_statement(camt([entry]), "statement.xml")
        with pytest.raises(BadStatement, match="one format only"):
            import_statement(table([entry]), "statement.csv")
        assert BankLine.objects.count() == 1


class TestDryRun:
    def test_it_says_everything_and_writes_nothing(self) -> None:
        told = import_statement(camt([Entry(TEN), Entry(FEE, is_fee=True)]), "x", dry_run=True)
        assert [made for _line, made in told.lines] == ["unmatched", "fee"]
        assert not BankLine.objects.exists()
        assert not BankMovement.objects.exists()
        assert not JournalEntry.objects.exists()

    def test_the_command_does_both(self, tmp_path: object, capsys: object) -> None:
        file = tmp_path / "statement.xml"
        file.write_bytes(camt([Entry(TEN)]))
        call_command("import_statement", str(file), "--dry-run")
        assert "Nothing was written" in capsys.readouterr().out
        assert not BankLine.objects.exists()
        call_command("import_statement", str(file))
        assert "1 new lines, 0 known before" in capsys.readouterr().out
        file.write_bytes(b"")
        with pytest.raises(CommandError, match="empty"):
            call_command("import_statement", str(file))
