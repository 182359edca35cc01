"""The key that signs checkpoints, and the name under which it does: from the settings, kept with the engine."""

from __future__ import annotations

import base64
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from awards.ledger.notes import BadNoteError, key_id, opened, public_bytes, public_line
from awards.seasons.models import Season


@dataclass(frozen=True, slots=True)
class Seal:
    """Who signs: the host of the portal, and its keys, of which the first signs and the others signed before."""

    host: str
    keys: tuple[Ed25519PrivateKey, ...]

    def origin(self, season: Season) -> str:
        """Give the name of a season's log, such as "awards.example/frontline/2024"; its programme is loaded."""
        return f"{self.host}/{season.programme.key}/{season.key}"

    @property
    def key(self) -> Ed25519PrivateKey:
        """The key that signs."""
        return self.keys[0]

    @property
    def publics(self) -> list[bytes]:
        """The public keys of those that sign or signed, of 32 bytes each."""
        return [public_bytes(one) for one in self.keys]

    def key_line(self, season: Season) -> str:
        """Give the public key as it is mailed, one line."""
        return public_line(self.origin(season), self.publics[0])

    def key_line_of(self, note: str) -> str:
        """Give the line of the public key that signed a checkpoint, now or before the keys were rotated.

        Raises:
            LookupError: none of ours did.
        """
        for public in self.publics:
            with suppress(BadNoteError):
                return public_line(opened(note, public).origin, public)
        raise LookupError("none of this portal's keys signed this checkpoint")

    def key_id(self, season: Season) -> str:
        """Give the eight characters by which people compare keys."""
        return key_id(self.origin(season), self.publics[0]).hex()


def seal_from(seeds: tuple[str, ...], base_url: str) -> Seal:
    """Make the seal from keys as the settings hold them (32 bytes in URL-safe base64) and the portal's address."""
    keys = tuple(Ed25519PrivateKey.from_private_bytes(base64.urlsafe_b64decode(seed)) for seed in seeds)
    return Seal(urlsplit(base_url).netloc, keys)


def prepare_seal(engine: Engine, seal: Seal) -> None:
    """Give the engine the seal under which its records are signed."""
    engine.dialect.awards_seal = seal  # type: ignore[attr-defined]  # ours, put there


def seal_of(session: Session) -> Seal:
    """Give the seal under which this database's records are signed."""
    seal: Seal = session.get_bind().dialect.awards_seal  # type: ignore[attr-defined]  # put there above
    return seal
