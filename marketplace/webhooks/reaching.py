"""Which addresses a message of ours may be sent to: public ones only, unless the operator says so.

A shop names the address, so it must not become a door into the operator's own network. A name is
resolved once, everything that it resolves to is looked at, and the connection goes to exactly that.
"""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import SplitResult, quote, urlsplit

from django.conf import settings

from escrow.story import Refusal
from marketplace import networks

Address = IPv4Address | IPv6Address
HTTPS, HTTP = "https", "http"
PORTS = {443, 8443}
USUAL = {HTTPS: 443, HTTP: 80}
# Behind these IPv6 addresses stand IPv4 ones (RFC 6052, 8215).
TRANSLATED = [ipaddress.IPv6Network(each) for each in ("64:ff9b::/96", "64:ff9b:1::/48")]


class NotForUs(Refusal):
    """An address that we do not send to, and why."""


class UnknownName(NotForUs):
    """Nobody knows where that is."""


@dataclass(frozen=True)
class Target:
    """An address taken apart."""

    secure: bool
    host: str
    port: int
    path: str


def target_of(address: str) -> Target:
    """What may be kept as an address at all. Raises NotForUs with a code as its words."""
    try:
        parts = urlsplit(address)
        usual = USUAL[parts.scheme]
        port = parts.port or usual
        host = (parts.hostname or "").encode("idna").decode()
    except (ValueError, KeyError, UnicodeError) as error:
        raise NotForUs("form") from error
    _check_form(address, parts, host)
    if parts.scheme != HTTPS and settings.PRODUCTION:
        raise NotForUs("https")
    if port not in PORTS and settings.PRODUCTION and not settings.HOLDFAST_WEBHOOKS_MAY_REACH:
        raise NotForUs("port")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/?%:@!$&'()*+,;=~-._")
    return Target(parts.scheme == HTTPS, host, port, f"{path}?{query}" if query else path)


def resolved(target: Target) -> list[str]:
    """Where it is, if all of it may be reached. Raises NotForUs, UnknownName."""
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise UnknownName("name") from error
    places = list(dict.fromkeys(str(each[4][0]) for each in found))
    if not places or not all(may_reach(place, target.port) for place in places):
        raise NotForUs("address")
    return places


def may_reach(place: str, port: int) -> bool:
    """Public, on a port for web servers; or named by the operator, on any."""
    address = ipaddress.ip_address(place.partition("%")[0])
    behind, allowed = _behind(address), networks.named("HOLDFAST_WEBHOOKS_MAY_REACH")
    if any(each in network for network in allowed for each in {address, behind}):
        return True
    public = behind.is_global and not behind.is_multicast and not behind.is_reserved
    public = public and not getattr(
        behind, "is_site_local", False
    )  # fec0::/10, which was one's own
    return public and (port in PORTS or not settings.PRODUCTION)


def _check_form(address: str, parts: SplitResult, host: str) -> None:
    plain = address.isprintable() and " " not in address and "\\" not in address
    if not plain or not host or parts.username is not None or parts.password is not None:
        raise NotForUs("form")


def _behind(address: Address) -> Address:
    """The IPv4 address that an IPv6 address stands for, if it does."""
    if isinstance(address, IPv4Address):
        return address
    if address.ipv4_mapped or address.sixtofour:
        return address.ipv4_mapped or address.sixtofour or address
    if address.teredo:
        return address.teredo[1]
    if any(address in network for network in TRANSLATED) or int(address) < 2**32:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address
