"""The ranges in the body of a network as Azure shows it; IPv6 is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vnetwizard.topology import suggest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from netaddr import IPNetwork

    from vnetwizard.plan.cloud import Body


def readable(texts: Iterable[str]) -> tuple[IPNetwork, ...]:
    """Return those of `texts` that are IPv4 ranges."""
    return suggest.ranges(texts)


def space(body: Body) -> tuple[IPNetwork, ...]:
    """Return a network's address space."""
    return readable((body.get("properties", {}).get("addressSpace") or {}).get("addressPrefixes") or ())


def subnets(body: Body) -> dict[str, tuple[IPNetwork, ...]]:
    """Return a network's subnets by name, each with all its ranges."""
    found = body.get("properties", {}).get("subnets") or ()
    return {str(one.get("name", "")): prefixes(one) for one in found}


def prefixes(subnet: Body) -> tuple[IPNetwork, ...]:
    """Return a subnet's ranges: Azure shows one as `addressPrefix`, several as `addressPrefixes`."""
    properties = subnet.get("properties", {})
    one = properties.get("addressPrefix")
    return readable([one] if one else properties.get("addressPrefixes") or ())
