"""CAMT.053 as banks write it, in each of its versions."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from escrow.money import Money, total
from tests.peers.bank_transfer.entry import OUR_ACCOUNT, Batch, Entry

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001."


def camt(
    entries: Sequence[Entry | Batch],
    *,
    version: str = "08",
    account: str = OUR_ACCOUNT,
    namespace: str | None = None,
) -> bytes:
    space = f"{NAMESPACE}{version}" if namespace is None else namespace
    declared = f' xmlns="{space}"' if space else ""
    body = "".join(_entry(each, version) for each in entries)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><Document{declared}><BkToCstmrStmt>'
        f"<GrpHdr><MsgId>1</MsgId></GrpHdr><Stmt><Id>1</Id>"
        f"<Acct><Id><IBAN>{account}</IBAN></Id></Acct>{body}</Stmt></BkToCstmrStmt></Document>"
    ).encode()


def _entry(entry: Entry | Batch, version: str) -> str:
    parts = entry.parts if isinstance(entry, Batch) else (entry,)
    first = parts[0]
    whole = total((part.amount for part in parts), first.amount.currency)
    is_batch = isinstance(entry, Batch)
    details = "".join(_details(part, version, is_batch=is_batch) for part in parts)
    state = "PDNG" if first.is_pending else "BOOK"
    code = "<Sts>{}</Sts>" if int(version) < 4 else "<Sts><Cd>{}</Cd></Sts>"
    family = "<SubFmlyCd>CHRG</SubFmlyCd>" if first.is_fee else "<SubFmlyCd>ESCT</SubFmlyCd>"
    reference = "" if is_batch else f"<AcctSvcrRef>{first.bank_reference}</AcctSvcrRef>"
    return (
        f"<Ntry>{_amount(whole)}<RvslInd>{str(first.is_reversal).lower()}</RvslInd>"
        f"{code.format(state)}<BookgDt><Dt>{first.day}</Dt></BookgDt>{reference}"
        f"<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd>{family}</Fmly></Domn></BkTxCd>"
        f"<NtryDtls>{details}</NtryDtls></Ntry>"
    )


def _details(part: Entry, version: str, *, is_batch: bool) -> str:
    other = "Dbtr" if (part.amount.minor > 0) != part.is_reversal else "Cdtr"
    named = f"<Nm>{escape(part.name)}</Nm>"
    party = named if int(version) < 8 else f"<Pty>{named}</Pty>"
    own = f"<AcctSvcrRef>{part.bank_reference}</AcctSvcrRef>" if is_batch else ""
    account = f"<{other}Acct><Id><IBAN>{part.iban}</IBAN></Id></{other}Acct>" if part.iban else ""
    structured = (
        f"<Strd><CdtrRefInf><Ref>{part.structured}</Ref></CdtrRefInf></Strd>"
        if part.structured
        else ""
    )
    back = f"<RtrInf><Rsn><Cd>{part.return_code}</Cd></Rsn></RtrInf>" if part.return_code else ""
    return (
        f"<TxDtls><Refs>{own}<EndToEndId>{part.end_to_end or 'NOTPROVIDED'}</EndToEndId></Refs>"
        f"{_amount(part.amount) if is_batch else ''}"
        f"<RltdPties><{other}>{party}</{other}>{account}</RltdPties>"
        f"<RmtInf><Ustrd>{escape(part.text)}</Ustrd>{structured}</RmtInf>{back}</TxDtls>"
    )


def _amount(amount: Money) -> str:
    way = "CRDT" if amount.minor > 0 else "DBIT"
    return f'<Amt Ccy="{amount.currency}">{abs(amount.decimal)}</Amt><CdtDbtInd>{way}</CdtDbtInd>'
