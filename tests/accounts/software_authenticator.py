"""A device without a screen that makes passkeys and signs with them (WebAuthn, ES256), right or wrong as told."""

from __future__ import annotations

import hashlib
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, VERIFIED, NEW_KEY = 0x01, 0x04, 0x40
NOBODY = bytes(16)
"""What stands for the maker of the device where it does not say."""


def b64(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Kept:
    """One passkey on the device."""

    name: bytes
    key: EllipticCurvePrivateKey
    handle: bytes
    count: int = 0


@dataclass
class Device:
    """Keeps passkeys. `verified`: it checked that its owner is there; `counts`: it says how often it has signed."""

    origin: str = "http://localhost"
    host: str | None = None
    """The host that it says the passkey is for; by default the one that it is asked for."""
    verified: bool = True
    counts: bool = True
    algorithm: int = -7
    kept: list[Kept] = field(default_factory=list)

    def make(self, options: dict[str, Any]) -> str:
        """Make a passkey as `navigator.credentials.create` does; gives the answer as JSON."""
        new = Kept(secrets.token_bytes(32), generate_private_key(SECP256R1()), unb64(options["user"]["id"]))
        self.kept.append(new)
        point = new.key.public_key().public_numbers()
        public = {1: 2, 3: self.algorithm, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}
        named = NOBODY + len(new.name).to_bytes(2, "big") + new.name + cbor2.dumps(public)
        said = self._said(options["rp"]["id"], NEW_KEY, new.count) + named
        answer = {
            "clientDataJSON": self._seen("webauthn.create", options),
            "attestationObject": b64(cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": said})),
        }
        return self._json(new, answer)

    def sign(self, options: dict[str, Any], kept: Kept | None = None) -> str:
        """Sign as `navigator.credentials.get` does, with the last passkey or another; gives the answer as JSON."""
        used = kept or self.kept[-1]
        used.count += 1 if self.counts else 0
        said, seen = self._said(options["rpId"], 0, used.count), self._seen("webauthn.get", options)
        signature = used.key.sign(said + hashlib.sha256(unb64(seen)).digest(), ECDSA(SHA256()))
        answer = {
            "clientDataJSON": seen,
            "authenticatorData": b64(said),
            "signature": b64(signature),
            "userHandle": b64(used.handle),
        }
        return self._json(used, answer)

    def _said(self, host: str, flags: int, count: int) -> bytes:
        flags |= PRESENT | (VERIFIED if self.verified else 0)
        return hashlib.sha256((self.host or host).encode()).digest() + bytes([flags]) + count.to_bytes(4, "big")

    def _seen(self, kind: str, options: dict[str, Any]) -> str:
        seen = {"type": kind, "challenge": options["challenge"], "origin": self.origin, "crossOrigin": False}
        return b64(json.dumps(seen).encode())

    def _json(self, kept: Kept, response: dict[str, str]) -> str:
        name = b64(kept.name)
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})
