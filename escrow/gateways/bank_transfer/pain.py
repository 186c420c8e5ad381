"""pain.001: the message in which we ask our bank to send money. One block for each currency.

Each transfer is booked by itself (BtchBookg false), so that the statement shows it with its own id.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from django.conf import settings

from escrow.gateways.bank_transfer import account, reference
from escrow.models import BankTransfer
from escrow.money import total

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:"
ALLOWED = re.compile(r"[^A-Za-z0-9/?:().,'+ -]")
MOST_NAME, MOST_TEXT = 70, 140


def written(name: str, transfers: Sequence[BankTransfer], *, at: datetime) -> str:
    document = Element("Document", xmlns=f"{NAMESPACE}{settings.BANK_TRANSFER_PAIN}")
    message = SubElement(document, "CstmrCdtTrfInitn")
    head = SubElement(message, "GrpHdr")
    _add(head, "MsgId", name)
    _add(head, "CreDtTm", at.strftime("%Y-%m-%dT%H:%M:%S"))
    _sums(head, transfers)
    _add(head, "InitgPty/Nm", _plain(account.holder(), MOST_NAME))
    for currency in sorted({each.currency for each in transfers}):
        chosen = [each for each in transfers if each.currency == currency]
        _block(SubElement(message, "PmtInf"), f"{name}-{currency}", chosen, at)
    declared = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return declared + tostring(document, encoding="unicode") + "\n"


def _block(block: Element, name: str, transfers: Sequence[BankTransfer], at: datetime) -> None:
    is_euro = transfers[0].currency == "EUR"
    _add(block, "PmtInfId", name[:35])
    _add(block, "PmtMtd", "TRF")
    _add(block, "BtchBookg", "false")
    _sums(block, transfers)
    if is_euro:
        _add(block, "PmtTpInf/SvcLvl/Cd", "SEPA")
    _add(block, "ReqdExctnDt/Dt" if _is_new() else "ReqdExctnDt", at.date().isoformat())
    _add(block, "Dbtr/Nm", _plain(account.holder(), MOST_NAME))
    _add(block, "DbtrAcct/Id/IBAN", account.iban())
    _agent(block, "DbtrAgt", account.bic())
    _add(block, "ChrgBr", "SLEV" if is_euro else "SHAR")
    for each in transfers:
        _transfer(SubElement(block, "CdtTrfTxInf"), each)


def _transfer(element: Element, transfer: BankTransfer) -> None:
    _add(element, "PmtId/EndToEndId", transfer.end_to_end)
    amount = _add(element, "Amt/InstdAmt", str(transfer.amount.decimal))
    amount.set("Ccy", transfer.currency)
    if transfer.bic:
        _agent(element, "CdtrAgt", transfer.bic)
    _add(element, "Cdtr/Nm", _plain(transfer.holder, MOST_NAME) or "Not named")
    _add(element, "CdtrAcct/Id/IBAN", transfer.iban)
    text = f"{account.holder()} {transfer.kind} {reference.shown(transfer.reference or '')}"
    _add(element, "RmtInf/Ustrd", _plain(text, MOST_TEXT))


def _agent(parent: Element, name: str, bic: str) -> None:
    if re.fullmatch(r"[A-Z0-9]{8}([A-Z0-9]{3})?", bic):
        _add(parent, f"{name}/FinInstnId/{'BICFI' if _is_new() else 'BIC'}", bic)
    else:
        _add(parent, f"{name}/FinInstnId/Othr/Id", "NOTPROVIDED")


def _sums(parent: Element, transfers: Sequence[BankTransfer]) -> None:
    """The sum for control is one of numbers, whatever their currencies."""
    _add(parent, "NbOfTxs", str(len(transfers)))
    sums = [
        total((each.amount for each in transfers if each.currency == currency), currency).decimal
        for currency in sorted({each.currency for each in transfers})
    ]
    _add(parent, "CtrlSum", str(sum(sums)))


def _add(parent: Element, path: str, text: str) -> Element:
    for name in path.split("/"):
        parent = SubElement(parent, name)
    parent.text = text
    return parent


def _plain(text: str, most: int) -> str:
    """What every bank takes: letters without accents, digits and a few signs."""
    bare = unicodedata.normalize("NFKD", text.replace("ß", "ss"))
    bare = "".join(each for each in bare if not unicodedata.combining(each))
    return re.sub(r"\s+", " ", ALLOWED.sub(" ", bare)).strip()[:most]


def _is_new() -> bool:
    return int(settings.BANK_TRANSFER_PAIN.rpartition(".")[2]) >= 9
