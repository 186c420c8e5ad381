"""Ed25519 over canonical JSON, under a name of what is signed: no signature means two things."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

ALGORITHM = "Ed25519"
SIZE = 32


@dataclass(frozen=True)
class PublicKey:
    """`id` is the beginning of the key's own hash, so nobody can give it another key's name."""

    raw: bytes

    @property
    def id(self) -> str:
        return hashlib.sha256(self.raw).hexdigest()[:16]

    def signed(self, name: str, body: bytes, signature: bytes) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, _named(name, body))
        except (InvalidSignature, ValueError):
            return False
        return True

    def shown(self) -> dict[str, str]:
        public = base64.b64encode(self.raw).decode()
        return {"id": self.id, "algorithm": ALGORITHM, "public": public}


def sign(private: Ed25519PrivateKey, name: str, body: bytes) -> bytes:
    return private.sign(_named(name, body))


def public_of(private: Ed25519PrivateKey) -> PublicKey:
    return PublicKey(private.public_key().public_bytes_raw())


def keys_in(text: str) -> list[PublicKey]:
    """What a key file holds: our published JSON, a PEM, or base64. Raises ValueError."""
    if text.lstrip().startswith("{"):
        return [_key(each["public"]) for each in json.loads(text)["keys"]]
    if "BEGIN PUBLIC KEY" in text:
        found = load_pem_public_key(text.encode())
        if not isinstance(found, Ed25519PublicKey):
            raise ValueError("not an Ed25519 key")
        return [PublicKey(found.public_bytes_raw())]
    return [_key(text)]


def find(keys: Iterable[PublicKey], wanted: str) -> PublicKey | None:
    return next((key for key in keys if key.id == wanted), None)


def _key(text: str) -> PublicKey:
    raw = base64.b64decode(text.strip(), validate=True)
    if len(raw) != SIZE:
        raise ValueError("not an Ed25519 key")
    return PublicKey(raw)


def _named(name: str, body: bytes) -> bytes:
    return name.encode() + b"\x00" + body
