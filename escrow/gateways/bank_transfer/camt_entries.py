"""One entry of a CAMT.053 statement: a line, or a batch with a line for each transaction in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from escrow.currencies import UnknownCurrency
from escrow.gateways.bank_transfer.lines import BadStatement, Line, tidy, tidy_iban
from escrow.gateways.bank_transfer.xml import child, children, text, texts
from escrow.money import Money, NotAnAmount, total

FEES = {"CHRG", "COMM", "FEES", "INTR"}
NOTHING = {"NOTPROVIDED", "NONREF", ""}


def is_booked(entry: Element) -> bool:
    """What is pending or only information has moved no money yet."""
    return (text(entry, "Sts", "Cd") or text(entry, "Sts") or "BOOK") == "BOOK"


def lines(entry: Element, number: int) -> Iterator[Line]:
    """The transactions of the entry, or the entry by itself where the bank does not list them."""
    whole = _amount(entry, entry, number)
    details = [each for top in children(entry, "NtryDtls") for each in children(top, "TxDtls")]
    if len(details) < 2:
        yield _line(entry, details[0] if details else entry, whole, number)
        return
    amounts = [_amount(each, entry, number) for each in details]
    if total(amounts, whole.currency) != whole:
        raise BadStatement(
            _("Entry %(number)d: its transactions do not add up to its amount.")
            % {"number": number}
        )
    for each, amount in zip(details, amounts, strict=True):
        yield _line(entry, each, amount, number)


def _line(entry: Element, details: Element, amount: Money, number: int) -> Line:
    other = "Dbtr" if _came_from_a_debtor(entry, amount) else "Cdtr"
    end_to_end = text(details, "Refs", "EndToEndId")
    return Line(
        number=number,
        day=_day(entry, number),
        amount=amount,
        name=tidy(_party(details, other), 140),
        iban=tidy_iban(_account(details, other)),
        text=tidy(" ".join(texts(details, "RmtInf", "Ustrd")) or text(entry, "AddtlNtryInf")),
        reference=tidy(text(details, "RmtInf", "Strd", "CdtrRefInf", "Ref"), 140),
        end_to_end="" if end_to_end in NOTHING else tidy(end_to_end, 35),
        bank_reference=tidy(_bank_reference(entry, details), 140),
        is_reversal=text(entry, "RvslInd") in ("true", "1"),
        is_fee=_is_fee(entry, details),
        return_code=_return_code(details),
    )


def _came_from_a_debtor(entry: Element, amount: Money) -> bool:
    """Of a return, the bank names the parties of the first transfer: we are the debtor there."""
    is_back = text(entry, "RvslInd") in ("true", "1")
    return (amount.minor > 0) != is_back


def _return_code(details: Element) -> str:
    back = child(details, "RtrInf")
    if back is None:
        return ""
    return tidy(text(back, "Rsn", "Cd") or text(back, "Rsn", "Prtry") or "returned", 10)


def _bank_reference(entry: Element, details: Element) -> str:
    own = text(details, "Refs", "AcctSvcrRef")
    found = own or text(entry, "AcctSvcrRef")
    return "" if found in NOTHING else found


def _is_fee(entry: Element, details: Element) -> bool:
    codes = [child(each, "BkTxCd", "Domn", "Fmly") for each in (details, entry)]
    return any(text(each, "SubFmlyCd") in FEES for each in codes)


def _party(details: Element, other: str) -> str:
    found = child(details, "RltdPties", other)
    return text(found, "Nm") or text(found, "Pty", "Nm")


def _account(details: Element, other: str) -> str:
    found = child(details, "RltdPties", f"{other}Acct", "Id")
    return text(found, "IBAN") or text(found, "Othr", "Id")


def _day(entry: Element, number: int) -> date:
    written = text(entry, "BookgDt", "Dt") or text(entry, "BookgDt", "DtTm")
    written = written or text(entry, "ValDt", "Dt") or text(entry, "ValDt", "DtTm")
    try:
        return date.fromisoformat(written[:10])
    except ValueError as wrong:
        raise BadStatement(
            _("Entry %(number)d: it has no booking date.") % {"number": number}
        ) from wrong


def _amount(element: Element, entry: Element, number: int) -> Money:
    """Signed; of a transaction, its own amount and direction where the bank gives them."""
    found = child(element, "Amt")
    if found is None:
        found = child(element, "AmtDtls", "TxAmt", "Amt")
    way = text(element, "CdtDbtInd") or text(entry, "CdtDbtInd")
    try:
        if found is None or way not in ("CRDT", "DBIT"):
            raise NotAnAmount("")
        amount = Money.parse(found.text or "", found.get("Ccy", ""))
        if amount.minor <= 0:
            raise NotAnAmount("")
    except (NotAnAmount, UnknownCurrency) as wrong:
        raise BadStatement(
            _("Entry %(number)d: it has no amount that can be read.") % {"number": number}
        ) from wrong
    return amount if way == "CRDT" else -amount
