"""Address prefixes as the network provider reads them, and the public addresses it hands out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import netaddr

from vnetwizard.practice.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

GATEWAY_SUBNET = "GatewaySubnet"

# Ranges that belong to nobody: RFC 5737, and the benchmark range of RFC 2544 for whoever needs more than 762.
_PUBLIC = [netaddr.IPNetwork(text) for text in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "198.18.0.0/15")]


def prefix(text: str, owner: str) -> netaddr.IPNetwork:
    """Read a prefix of `owner`. Raises Refusal where it is none, or has host bits. Ours: no recording shows it."""
    try:
        # netaddr takes netmasks and short forms; Azure takes CIDR notation.
        found = netaddr.IPNetwork(text) if "/" in text and text.rpartition("/")[2].isdecimal() else None
    except (netaddr.AddrFormatError, ValueError):
        found = None
    if found is None or (found.version == 4 and str(found) != text):  # noqa: PLR2004 - IP version
        message = (
            f"Address prefix {text} of resource {owner} is not formatted correctly. "
            "It should follow CIDR notation, for example 10.0.0.0/24."
        )
        raise Refusal(400, "InvalidAddressPrefixFormat", message)
    if found.ip != found.network:
        message = (
            f"The address prefix {text} in resource {owner} has an invalid CIDR notation. "
            f"For the given prefix length, the address prefix should be {found.cidr}."
        )
        raise Refusal(400, "InvalidCIDRNotation", message)
    return found


def first_overlap(ours: Iterable[str], theirs: Iterable[str]) -> tuple[str, str] | None:
    """Give the first pair of prefixes, one of each side, that overlap."""
    other = [netaddr.IPNetwork(text) for text in theirs]
    for text in ours:
        own = netaddr.IPNetwork(text)
        for candidate in other:
            if overlap(own, candidate):
                return text, str(candidate)
    return None


def overlap(one: netaddr.IPNetwork, other: netaddr.IPNetwork) -> bool:
    """Tell whether two prefixes share an address."""
    return bool(one in other or other in one)


def last_host(text: str) -> str:
    """Give the last usable address of a subnet: the BGP address of a single gateway (azure-wire section 3)."""
    return str(netaddr.IPAddress(netaddr.IPNetwork(text).last - 1))


def nth_host(text: str, number: int) -> str:
    """Give address `number` of a subnet; .4 and .5 are those of an active-active gateway (azure-wire section 3)."""
    return str(netaddr.IPAddress(netaddr.IPNetwork(text).first + number))


def public_address(number: int) -> str:
    """Give the public address with this number, from 0; no two are equal. Raises Refusal when all are used."""
    for block in _PUBLIC:
        hosts = block.size - 2
        if number < hosts:
            return str(block[number + 1])
        number -= hosts
    raise Refusal(400, "PublicIPCountLimitReached", "Cannot create more public IP addresses for this subscription.")
