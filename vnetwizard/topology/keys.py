"""The pre-shared key of a connection: held so that it cannot leak by accident, made, judged, and fingerprinted.

Rules: azure-facts §4.7 (FAQ of 2026: printable ASCII but no blank, hyphen or tilde; 1 to 128 characters).
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import string
from typing import NoReturn

from vnetwizard.topology.findings import Finding, Kind, Severity
from vnetwizard.words import mark

LONGEST = 128
GENERATED = 40
"""Characters in a generated key: 238 bits."""

SHORTEST_FINGERPRINTED = 20
"""Shorter keys could be found from their fingerprint by trying."""

FIELD = "shared_key"
"""The path of findings about the key; it has no place in the plan file."""

_LETTERS_AND_DIGITS = string.ascii_letters + string.digits
_LEGAL = frozenset(map(chr, range(0x21, 0x7E))) - {"-"}
_HIDDEN = "(shared key, not shown)"

KEY_MISSING = Kind(
    "key-missing",
    Severity.ERROR,
    mark("No shared key is given."),
    mark("Let one be generated, or type the key that both sides are to use."),
)
KEY_LENGTH = Kind(
    "key-length",
    Severity.ERROR,
    mark("The shared key is {length} long; Azure takes 1 to {longest} characters."),
    mark("Choose a shorter key, or let one be generated."),
)
KEY_BLANK = Kind(
    "key-blank",
    Severity.ERROR,
    mark("Character {position} of the shared key is a blank, which Azure does not take."),
    mark("Leave blanks out; one at either end often comes with pasting."),
)
KEY_HYPHEN = Kind(
    "key-hyphen",
    Severity.ERROR,
    mark("Character {position} of the shared key is a hyphen, which Azure does not take."),
    mark("Use another character on both sides, or let a key be generated."),
)
KEY_TILDE = Kind(
    "key-tilde",
    Severity.ERROR,
    mark("Character {position} of the shared key is a tilde, which Azure does not take."),
    mark("Use another character on both sides, or let a key be generated."),
)
KEY_CONTROL = Kind(
    "key-control",
    Severity.ERROR,
    mark("Character {position} of the shared key is a control character, which Azure does not take."),
    mark("Type the key anew, or let one be generated."),
)
KEY_NOT_ASCII = Kind(
    "key-not-ascii",
    Severity.ERROR,
    mark("Character {position} of the shared key is not ASCII, which Azure does not take."),
    mark("Use letters A to Z, digits and ASCII punctuation, or let a key be generated."),
)
KEY_WEAK = Kind(
    "key-weak",
    Severity.WARNING,
    mark("The shared key is only {length} long; whoever records the handshake can try keys offline."),
    mark("Let one be generated, or use at least {shortest} characters."),
)


class SharedKey:
    """A pre-shared key that shows itself only to `reveal`: never by printing, formatting, pickling or copying."""

    __slots__ = ("__key",)

    def __init__(self, key: str) -> None:
        self.__key = key

    def reveal(self) -> str:
        """Return the key itself. For the request that sets it, and nowhere else."""
        return self.__key

    def same_as(self, other: SharedKey) -> bool:
        """Say whether both keys are equal, in a time that does not tell how much of them is."""
        return hmac.compare_digest(_bytes(self.__key), _bytes(other.reveal()))

    def __repr__(self) -> str:
        return _HIDDEN

    def __format__(self, format_spec: str) -> str:
        return _HIDDEN

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("a shared key is not written anywhere")


def generate() -> SharedKey:
    """Return a new key of `GENERATED` letters and digits from the operating system's randomness."""
    return SharedKey("".join(secrets.choice(_LETTERS_AND_DIGITS) for _ in range(GENERATED)))


def check_key(text: str) -> tuple[Finding, ...]:
    """Return what is wrong with a typed key. No finding holds any part of it, only positions, classes and lengths."""
    if not text:
        return (Finding(kind=KEY_MISSING, field=FIELD),)
    found = [
        Finding(kind=_kind(character), field=FIELD, values={"position": position})
        for position, character in enumerate(text, 1)
        if character not in _LEGAL
    ][:3]
    if len(text) > LONGEST:
        found.append(Finding(kind=KEY_LENGTH, field=FIELD, values={"length": len(text), "longest": LONGEST}))
    if len(text) < SHORTEST_FINGERPRINTED:
        values: dict[str, str | int] = {"length": len(text), "shortest": SHORTEST_FINGERPRINTED}
        found.append(Finding(kind=KEY_WEAK, field=FIELD, values=values))
    return tuple(found)


def fingerprint(key: SharedKey, salt: bytes) -> str | None:
    """Return 12 hexadecimal digits that tell keys apart, by scrypt with `salt`; None for a key too short to hide."""
    text = key.reveal()
    if len(text) < SHORTEST_FINGERPRINTED:
        return None
    return hashlib.scrypt(_bytes(text), salt=salt, n=2**14, r=8, p=1, dklen=6).hex()


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _kind(character: str) -> Kind:
    """Return the kind of finding for an illegal character."""
    if character == "-":
        return KEY_HYPHEN
    if character == "~":
        return KEY_TILDE
    if character.isspace():
        return KEY_BLANK
    return KEY_CONTROL if character.isascii() else KEY_NOT_ASCII
