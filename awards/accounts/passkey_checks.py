"""What a browser is asked to do with a passkey, and whether what it answers is true (WebAuthn, through its library)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import (
    base64url_to_bytes,
    bytes_to_base64url,
    parse_authentication_credential_json,
)
from webauthn.helpers.options_to_json_dict import options_to_json_dict
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

T = TypeVar("T")

PATIENCE: Final = 300_000
"""Milliseconds that a browser may take; a hint to it. The challenge itself lives for ten minutes."""
LONGEST_ID: Final = 1023
"""Bytes of the name that a device gives a passkey (WebAuthn, section 4)."""
STANDARD_PORTS: Final = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Site:
    """Whose passkeys these are: the host that they belong to, where pages come from, and the name people read."""

    host: str
    origin: str
    name: str

    @classmethod
    def at(cls, base_url: str, name: str) -> Site:
        """Give the site of an installation, from the address in its settings and never from a request."""
        parts = urlsplit(base_url)
        host = parts.hostname or ""
        port = "" if parts.port in {None, STANDARD_PORTS.get(parts.scheme)} else f":{parts.port}"
        return cls(host, f"{parts.scheme}://{host}{port}", name)


@dataclass(frozen=True, slots=True)
class Owner:
    """Whom a new passkey is for: the handle that devices keep, the address and the name that they show."""

    handle: bytes
    address: str
    name: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a browser sent back (JSON of its own making), the challenge it was given, and the site that gave it."""

    text: str
    challenge: str
    site: Site


@dataclass(frozen=True, slots=True)
class NewKey:
    """A passkey that a device has just made. All base64url but the count."""

    credential_id: str
    public_key: str
    sign_count: int


def options_to_add(site: Site, owner: Owner, *, challenge: str, but: Iterable[str]) -> dict[str, Any]:
    """Give what asks a device to make a passkey: kept on it, opened by its owner alone, and unlike those in `but`."""
    options = generate_registration_options(
        rp_id=site.host,
        rp_name=site.name,
        user_id=owner.handle,
        user_name=owner.address,
        user_display_name=owner.name,
        challenge=base64url_to_bytes(challenge),
        timeout=PATIENCE,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=_described(but),
    )
    return options_to_json_dict(options)


def options_to_sign(site: Site, *, challenge: str, only: Iterable[str] = ()) -> dict[str, Any]:
    """Give what asks for a signature with a passkey: any of this site, or one of `only`."""
    options = generate_authentication_options(
        rp_id=site.host,
        challenge=base64url_to_bytes(challenge),
        timeout=PATIENCE,
        allow_credentials=_described(only),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return options_to_json_dict(options)


def made_key(answer: Answer) -> NewKey | None:
    """Give the passkey made for this challenge, on this site, by its owner; None if the answer does not hold."""

    def check() -> NewKey | None:
        made = verify_registration_response(
            credential=answer.text,
            expected_challenge=base64url_to_bytes(answer.challenge),
            expected_rp_id=answer.site.host,
            expected_origin=answer.site.origin,
            require_user_verification=True,
        )
        if len(made.credential_id) > LONGEST_ID:
            return None
        key = bytes_to_base64url(made.credential_public_key)
        return NewKey(bytes_to_base64url(made.credential_id), key, made.sign_count)

    return _or_none(check)


def key_named(answer: Answer) -> str | None:
    """Give the name of the passkey that a browser says it signed with; None if it says nothing that can be read."""
    return _or_none(lambda: bytes_to_base64url(parse_authentication_credential_json(answer.text).raw_id))


def count_signed(answer: Answer, public_key: str) -> int | None:
    """Give how often the device says the passkey has signed, if this is its signature; None if it is not.

    Whether that count may be is the caller's to say.
    """

    def check() -> int:
        signed = verify_authentication_response(
            credential=answer.text,
            expected_challenge=base64url_to_bytes(answer.challenge),
            expected_rp_id=answer.site.host,
            expected_origin=answer.site.origin,
            credential_public_key=base64url_to_bytes(public_key),
            credential_current_sign_count=0,
            require_user_verification=True,
        )
        return signed.new_sign_count

    return _or_none(check)


def is_copied(count: int, *, before: int) -> bool:
    """Whether a device's count says that there are two of it: it did not grow, though the device does count."""
    return bool(count or before) and count <= before


def _described(credential_ids: Iterable[str]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(one)) for one in credential_ids]


def _or_none(check: Callable[[], T]) -> T | None:
    try:
        return check()
    except Exception:  # noqa: BLE001 - JSON, CBOR and keys of a stranger's making break the library in any way they like
        return None
