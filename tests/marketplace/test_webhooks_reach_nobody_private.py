"""A shop names where we send to, so it must never be a door into the operator's own network."""

import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from marketplace.webhooks import calling, reaching
from marketplace.webhooks.reaching import NotForUs
from tests import receiver
from tests.receiver import Receiver

PRIVATE = [
    "127.0.0.1",
    "127.8.8.8",
    "0.0.0.0",  # noqa: S104
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "192.0.0.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::a00:1",
    "2002:7f00:1::",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "fe80::1",
    "fec0::1",
    "fe80::1%eth0",
    "fc00::1",
    "fd00:ec2::254",
    "ff02::1",
    "2001:db8::1",
]
PUBLIC = ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::5db8:d70e"]


@pytest.fixture
def program() -> Iterator[Receiver]:
    with receiver.running() as found:
        yield found


@pytest.mark.parametrize("place", PRIVATE)
def test_no_private_address_is_reached(place: str) -> None:
    assert not reaching.may_reach(place, 443)


@pytest.mark.parametrize("place", PUBLIC)
def test_public_ones_are(place: str) -> None:
    assert reaching.may_reach(place, 443)


def test_the_operator_may_name_more(settings: Any) -> None:
    settings.HOLDFAST_WEBHOOKS_MAY_REACH = ["10.1.0.0/16"]
    assert reaching.may_reach("10.1.2.3", 9000)
    assert reaching.may_reach("::ffff:10.1.2.3", 443)
    assert not reaching.may_reach("10.2.0.1", 443)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "shop.example.com/hook",
        "ftp://shop.example.com/",
        "file:/etc/passwd",
        "gopher://127.0.0.1:6379/_SET",
        "https://",
        "https://user:pass@shop.example.com/",
        "https://shop.example.com:99999/",
        "https://shop.example.com/a b",
        "https://shop.example.com/\r\nHost: other",
        "https://shop.example.com\\@127.0.0.1/",
        "https://" + "a" * 64 + ".example.com/",
    ],
)
def test_what_is_no_address_is_not_kept(address: str) -> None:
    with pytest.raises(NotForUs):
        reaching.target_of(address)


def test_in_production_only_https_and_ports_for_it(settings: Any) -> None:
    settings.PRODUCTION = True
    reaching.target_of("https://shop.example.com/hook?a=b")
    reaching.target_of("https://shop.example.com:8443/")
    for address in ("http://shop.example.com/", "https://shop.example.com:22/"):
        with pytest.raises(NotForUs):
            reaching.target_of(address)
    assert not reaching.may_reach(PUBLIC[0], 6379)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "[::1]"]
)
def test_nothing_is_sent_to_loopback_however_it_is_written(host: str, program: Receiver) -> None:
    answer = calling.post(f"http://{host}:{program.port}/", b"{}", {})
    assert answer.trouble in {"address", "name"}
    assert program.got == []


def test_a_redirect_is_not_followed(program: Receiver, settings: Any) -> None:
    settings.HOLDFAST_WEBHOOKS_MAY_REACH = ["127.0.0.1/32"]
    program.status, program.redirect = 302, f"http://127.0.0.1:{program.port}/inside"
    answer = calling.post(program.url, b"{}", {})
    assert (answer.status, answer.is_good, answer.said) == (302, False, "")
    assert program.ways == ["/hook"]


def test_no_proxy_of_the_environment_is_asked(
    program: Receiver, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    settings.HOLDFAST_WEBHOOKS_MAY_REACH = ["127.0.0.1/32"]
    assert calling.post(program.url, b"{}", {}).is_good


def test_a_name_that_changes_between_look_and_call_changes_nothing(
    program: Receiver, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name is asked once; what was looked at is what is called."""
    settings.HOLDFAST_WEBHOOKS_MAY_REACH = ["127.0.0.2/32"]
    asked = answer_names(monkeypatch, "rebind.test", "127.0.0.2", "127.0.0.1")
    answer = calling.post(f"http://rebind.test:{program.port}/", b"{}", {})
    assert answer.trouble == "connection"
    assert (asked, program.got) == (["rebind.test"], [])


def test_one_private_address_among_public_ones_is_enough(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    every = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (place, 443)) for place in PRIVATE[:1]]
    public = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (PUBLIC[0], 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: public + every)
    assert calling.post("https://both.test/", b"{}", {}).trouble == "address"


def test_the_certificate_is_for_the_name_and_the_call_goes_to_the_number(
    settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings.HOLDFAST_WEBHOOKS_MAY_REACH = ["127.0.0.1/32"]
    secured = certified(tmp_path, "hooks.test")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert.pem"))
    answer_names(monkeypatch, "hooks.test", "127.0.0.1")
    with receiver.running(secured) as program:
        assert calling.post(f"https://hooks.test:{program.port}/x", b"{}", {}).is_good
        assert program.got[0][0]["host"] == f"hooks.test:{program.port}"
        answer_names(monkeypatch, "other.test", "127.0.0.1")
        other = calling.post(f"https://other.test:{program.port}/", b"{}", {})
        assert (other.trouble, len(program.got)) == ("certificate", 1)


def answer_names(monkeypatch: pytest.MonkeyPatch, name: str, *places: str) -> list[str]:
    """A resolver that answers with one place after the other, and the last one from then on."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def resolve(host: str, port: Any, *rest: Any, **more: Any) -> Any:
        if host != name:
            return real(host, port, *rest, **more)
        asked.append(host)
        return real(places[min(len(asked), len(places)) - 1], port, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return asked


def certified(folder: Path, name: str) -> ssl.SSLContext:
    """A server's side of TLS with a certificate of its own for the name."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (folder / "cert.pem").write_bytes(made.public_bytes(pem))
    plain = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "key.pem").write_bytes(key.private_bytes(pem, *plain))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return context
