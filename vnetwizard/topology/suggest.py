"""What the wizard fills in: free ranges, and names by the samples' pattern (TestVNet1, TestVNet1GW, TestVNet1GWIP).

Everything suggested is legal and overlaps nothing that is known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from netaddr import IPNetwork

from vnetwizard.topology import addresses
from vnetwizard.topology.addresses import BadRange
from vnetwizard.topology.model import Surroundings
from vnetwizard.topology.names import Resource, free_name, legal_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vnetwizard.topology.model import Network, Topology

SAMPLE_SPACES = (IPNetwork("10.11.0.0/16"), IPNetwork("10.41.0.0/16"))
"""The article's own address spaces, tried first."""

_NOWHERE = Surroundings()


def ranges(texts: Iterable[str]) -> tuple[IPNetwork, ...]:
    """Return those of `texts` that are ranges, or the range that a mistyped one most likely means.

    Rules judge 10.1.0.0/8 as the 10.0.0.0/8 that it means, so whatever is suggested has to stay clear of that as well.
    """
    read = []
    for text in texts:
        try:
            read.append(addresses.parse_range(text))
        except BadRange as bad:
            read += [addresses.parse_range(offer) for offer in bad.offers[:1]]
    return tuple(read)


def known(topology: Topology, surroundings: Surroundings = _NOWHERE) -> tuple[IPNetwork, ...]:
    """Return every range that a new network has to stay clear of."""
    spaces = (
        *(network.address_space for network in topology.networks),
        *(site.address_space for site in topology.sites),
        *(neighbour.address_space for neighbour in surroundings.neighbours),
    )
    return ranges(text for space in spaces for text in space)


def address_space(topology: Topology, surroundings: Surroundings = _NOWHERE, prefixlen: int = 16) -> str | None:
    """Return a private range of `prefixlen` that overlaps nothing known, in CIDR notation; None where none is left."""
    return free_space(known(topology, surroundings), prefixlen)


def free_space(taken: Iterable[IPNetwork], prefixlen: int = 16) -> str | None:
    """Return a private range of `prefixlen` beside `taken`: the samples' first, then upwards from 10.0.0.0/8."""
    used = tuple(taken)
    for pool in (*SAMPLE_SPACES, *addresses.PRIVATE):
        found = addresses.next_free(pool, used, prefixlen) if prefixlen >= pool.prefixlen else None
        if found is not None:
            return str(found)
    return None


def gateway_subnet(network: Network, prefixlen: int = 27) -> str | None:
    """Return a range for the gateway subnet: x.y.255.0 as in the samples, else the last free one; None if full.

    The network's present gateway subnet does not count as taken.
    """
    taken = ranges(subnet.range for subnet in network.subnets)
    return gateway_range(ranges(network.address_space), taken, prefixlen)


def gateway_range(space: Iterable[IPNetwork], taken: Iterable[IPNetwork], prefixlen: int = 27) -> str | None:
    """Do as `gateway_subnet` does, for ranges that have been read already."""
    used = tuple(taken)
    pieces = [piece for piece in space if piece.prefixlen <= prefixlen]
    for piece in pieces:
        sample = IPNetwork((piece.first >> 16 << 16 | 255 << 8, prefixlen), version=4)
        if addresses.contains(piece, sample) and not any(addresses.overlaps(sample, other) for other in used):
            return str(sample)
    for piece in pieces:
        last = addresses.last_free(piece, used, prefixlen)
        if last is not None:
            return str(last)
    return None


def subnet(network: Network, prefixlen: int = 24) -> str | None:
    """Return the next free range for a subnet, with room kept for the gateway subnet; None where none is left."""
    taken = ranges((*(subnet.range for subnet in network.subnets), network.gateway_subnet or ""))
    if not network.gateway_subnet:
        taken += ranges((gateway_subnet(network) or "",))
    return subnet_range(ranges(network.address_space), taken, prefixlen)


def subnet_range(space: Iterable[IPNetwork], taken: Iterable[IPNetwork], prefixlen: int) -> str | None:
    """Return the first range of `prefixlen` in `space` beside `taken`, or None."""
    used = tuple(taken)
    for piece in space:
        found = addresses.next_free(piece, used, prefixlen) if piece.prefixlen <= prefixlen else None
        if found is not None:
            return str(found)
    return None


def resource_group(network: str, taken: Iterable[str] = ()) -> str:
    """Return TestRG1 for TestVNet1, and NameRG for any other name."""
    name = network.replace("VNet", "RG") if "VNet" in network else f"{network}RG"
    return free_name(Resource.RESOURCE_GROUP, name, taken)


def gateway(network: str, taken: Iterable[str] = ()) -> str:
    """Return TestVNet1GW for TestVNet1."""
    return free_name(Resource.GATEWAY, _with(network, "GW"), taken)


def public_ips(gateway: str, count: int = 1, taken: Iterable[str] = ()) -> tuple[str, ...]:
    """Return `count` names: TestVNet1GWIP, TestVNet1GWIP2 for TestVNet1GW."""
    names: list[str] = []
    for _ in range(count):
        names.append(free_name(Resource.PUBLIC_IP, _with(gateway, "IP"), (*taken, *names)))
    return tuple(names)


def connections(one: str, other: str, taken: Iterable[str] = ()) -> tuple[str, str]:
    """Return TestVNet1toTestVNet4 and TestVNet4toTestVNet1 for the two networks; always two different names."""
    used = tuple(taken)
    there = free_name(Resource.CONNECTION, _between(one, other), used)
    return there, free_name(Resource.CONNECTION, _between(other, one), (*used, there))


def connection(network: str, site: str, taken: Iterable[str] = ()) -> str:
    """Return TestVNet1toHeadOffice for a network and a site."""
    return free_name(Resource.CONNECTION, _between(network, site), taken)


def _with(name: str, ending: str) -> str:
    """Return `name` with `ending`, the name cut so that the ending fits."""
    return legal_name(Resource.GATEWAY, name)[: 80 - len(ending)] + ending


def _between(one: str, other: str) -> str:
    """Return the name of a connection, both halves cut alike so that the whole fits into 80 characters."""
    return f"{legal_name(Resource.CONNECTION, one)[:38]}to{legal_name(Resource.CONNECTION, other)[:38]}"
