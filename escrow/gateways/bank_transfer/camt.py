"""CAMT.053 statements, whichever version: elements are found by their names, not their namespaces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from escrow.gateways.bank_transfer import account, camt_entries
from escrow.gateways.bank_transfer.lines import BadStatement, Line
from escrow.gateways.bank_transfer.xml import child, children, text

KNOWN = re.compile(r"camt\.053\.001\.(\d\d)$")
VERSIONS = {f"{number:02}" for number in range(2, 13)}


def read(content: bytes) -> Sequence[Line]:
    """Every booked entry of every statement in the file. Raises BadStatement."""
    root = _parsed(content)
    _check_version(root)
    statements = children(child(root, "BkToCstmrStmt"), "Stmt")
    if not statements:
        raise BadStatement(
            _(
                "This is XML, but no account statement (camt.053). Ask your bank for camt.053 or CSV."
            )
        )
    return [line for statement in statements for line in _lines(statement)]


def _parsed(content: bytes) -> Element:
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except DefusedXmlException as trap:
        raise BadStatement(_("The file has a DTD or entities, which no statement has.")) from trap
    except ParseError as broken:
        line = broken.position[0]
        raise BadStatement(
            _("Line %(line)d: the XML is broken here. Was the file cut off?") % {"line": line}
        ) from broken
    except (ValueError, LookupError) as unreadable:
        raise BadStatement(_("The file's characters cannot be read.")) from unreadable
    return root


def _check_version(root: Element) -> None:
    """A namespace that names something else is something else; none at all may be a statement."""
    namespace = root.tag.partition("}")[0].strip("{") if "}" in root.tag else ""
    said = KNOWN.search(namespace)
    if "camt." in namespace and (said is None or said.group(1) not in VERSIONS):
        raise BadStatement(
            _("This is %(what)s, and not an account statement (camt.053).")
            % {"what": namespace.rpartition(":")[2][:40]}
        )


def _lines(statement: Element) -> Iterator[Line]:
    _check_account(statement)
    for number, entry in enumerate(children(statement, "Ntry"), start=1):
        if camt_entries.is_booked(entry):
            yield from camt_entries.lines(entry, number)


def _check_account(statement: Element) -> None:
    """Another account's money is not ours to book."""
    number = text(statement, "Acct", "Id", "IBAN") or text(statement, "Acct", "Id", "Othr", "Id")
    if number.replace(" ", "") != account.iban():
        raise BadStatement(
            _("This is a statement of another account (%(hint)s).")
            % {"hint": account.masked(number)}
        )
