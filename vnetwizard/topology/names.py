"""Azure's naming rules, one row per ARM type.

Source: azure-facts §6 (resource-name-rules.md).
"""

from __future__ import annotations

import string
import unicodedata
from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from vnetwizard.topology.findings import Finding, Kind, Severity
from vnetwizard.words import mark

if TYPE_CHECKING:
    from collections.abc import Iterable


class Resource(StrEnum):
    """The ARM types that a topology names."""

    RESOURCE_GROUP = "resourceGroups"
    NETWORK = "virtualNetworks"
    SUBNET = "subnets"
    PUBLIC_IP = "publicIPAddresses"
    GATEWAY = "virtualNetworkGateways"
    SITE = "localNetworkGateways"
    CONNECTION = "connections"


class NameRule(Struct, frozen=True):
    """What a name may be: length in characters, and which characters where."""

    shortest: int
    longest: int
    within: Callable[[str], bool]
    first: Callable[[str], bool]
    last: Callable[[str], bool]
    allowed: str
    """The punctuation allowed, as it is shown to people."""
    fallback: str
    """A legal name for where nothing of the given one can be kept."""


_ALPHANUMERIC = frozenset(string.ascii_letters + string.digits)


def _alphanumeric(character: str) -> bool:
    return character in _ALPHANUMERIC


def _word(character: str) -> bool:
    return character in _ALPHANUMERIC or character == "_"


def _resource(character: str) -> bool:
    return character in _ALPHANUMERIC or character in "_.-"


def _group(character: str) -> bool:
    return character in "_-.()" or character.isalnum()


def _group_last(character: str) -> bool:
    return _group(character) and character != "."


def _plain(fallback: str, shortest: int = 1, longest: int = 80) -> NameRule:
    return NameRule(shortest, longest, _resource, _alphanumeric, _word, "_ . -", fallback)


RULES: dict[Resource, NameRule] = {
    Resource.RESOURCE_GROUP: NameRule(1, 90, _group, _group, _group_last, "_ - . ( )", "RG1"),
    Resource.NETWORK: _plain("VNet1", 2, 64),
    Resource.SUBNET: _plain("Subnet1"),
    Resource.PUBLIC_IP: _plain("GWIP1"),
    Resource.GATEWAY: _plain("GW1"),
    Resource.SITE: _plain("Site1"),
    Resource.CONNECTION: _plain("Connection1"),
}

NAME_MISSING = Kind(
    "name-missing",
    Severity.ERROR,
    mark("No name is given."),
    mark("Give a name, such as {offer}."),
)
NAME_LENGTH = Kind(
    "name-length",
    Severity.ERROR,
    mark("The name {name} has length {length}; Azure takes {shortest} to {longest} characters here."),
    mark("Choose a name of that length, such as {offer}."),
)
NAME_CHARACTERS = Kind(
    "name-characters",
    Severity.ERROR,
    mark("The name {name} contains {characters}; Azure takes letters, digits and {allowed} here."),
    mark("Leave them out or replace them, as in {offer}."),
)
NAME_START = Kind(
    "name-start",
    Severity.ERROR,
    mark("The name {name} begins with {character}; it has to begin with a letter or digit."),
    mark("Begin with a letter or digit, as in {offer}."),
)
NAME_END = Kind(
    "name-end",
    Severity.ERROR,
    mark("The name {name} ends with {character}, which Azure does not take as the last character."),
    mark("End with a letter or digit, as in {offer}."),
)


def check_name(resource: Resource, text: str, field: str = "") -> tuple[Finding, ...]:
    """Return what Azure has against `text` as the name of a `resource`; every finding offers a legal name."""
    rule = RULES[resource]
    offer = legal_name(resource, text)

    def finding(kind: Kind, **values: str | int) -> Finding:
        return Finding(kind=kind, field=field, values={"name": text, **values, "offer": offer}, offers=(offer,))

    if not text:
        return (finding(NAME_MISSING),)
    found = []
    illegal = [character for character in dict.fromkeys(text) if not rule.within(character)]
    if illegal:
        shown = " ".join(map(_shown, illegal[:10]))
        found.append(finding(NAME_CHARACTERS, characters=shown, allowed=rule.allowed))
    if not rule.shortest <= len(text) <= rule.longest:
        found.append(finding(NAME_LENGTH, length=len(text), shortest=rule.shortest, longest=rule.longest))
    if rule.within(text[0]) and not rule.first(text[0]):
        found.append(finding(NAME_START, character=_shown(text[0])))
    if rule.within(text[-1]) and not rule.last(text[-1]):
        found.append(finding(NAME_END, character=_shown(text[-1])))
    return tuple(found)


def legal_name(resource: Resource, text: str) -> str:
    """Return the legal name that is nearest to `text`: accents dropped, the rest replaced by hyphens, cut to length."""
    rule = RULES[resource]
    if resource is Resource.RESOURCE_GROUP:
        letters = text.strip()
    else:
        letters = unicodedata.normalize("NFKD", text.strip())
        letters = "".join(character for character in letters if not unicodedata.combining(character))
    words = "".join(character if rule.within(character) else " " for character in letters).split()
    name = _trimmed("-".join(words)[: rule.longest], rule)
    if len(name) >= rule.shortest:
        return name
    return f"{name}-{rule.fallback}" if name and rule.first(name[0]) else rule.fallback


def free_name(resource: Resource, text: str, taken: Iterable[str]) -> str:
    """Return the legal name nearest to `text` that is not among `taken` in any case: a number is put behind it."""
    name = legal_name(resource, text)
    used = {other.casefold() for other in taken}
    longest = RULES[resource].longest
    number = 2
    free = name
    while free.casefold() in used:
        free = f"{name[: longest - len(str(number))]}{number}"
        number += 1
    return free


def _trimmed(name: str, rule: NameRule) -> str:
    """Return `name` from its first to its last character that may stand there."""
    start = next((at for at, character in enumerate(name) if rule.first(character)), len(name))
    end = next((at for at in range(len(name), start, -1) if rule.last(name[at - 1])), start)
    return name[start:end]


def _shown(character: str) -> str:
    """Return a character so that one can see it: blanks and controls by their Unicode names or numbers."""
    if character.isprintable() and not character.isspace():
        return character
    return unicodedata.name(character, f"U+{ord(character):04X}").lower()
