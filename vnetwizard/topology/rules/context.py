"""What several rules need to know of a topology, worked out once."""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING

from msgspec import Struct
from netaddr import IPNetwork

from vnetwizard.topology import addresses, paths, suggest
from vnetwizard.topology.addresses import BadRange
from vnetwizard.topology.model import SiteToSite, VnetToVnet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vnetwizard.topology.findings import Finding
    from vnetwizard.topology.model import Network, Site, Surroundings, Topology


class Placed(Struct, frozen=True):
    """A range that could be read, and the field where it stands."""

    range: IPNetwork
    field: str


class Context:
    """A topology and its surroundings, with what follows from both."""

    def __init__(self, topology: Topology, surroundings: Surroundings) -> None:
        self.topology = topology
        self.surroundings = surroundings
        self.free_space = cache(self._free_space)

    @cached_property
    def linked(self) -> frozenset[str]:
        """The labels of the networks that a link names."""
        labels: set[str] = set()
        for link in self.topology.links:
            match link:
                case VnetToVnet():
                    labels.update(link.networks)
                case SiteToSite():
                    labels.add(link.network)
        return frozenset(labels)

    @cached_property
    def known(self) -> tuple[IPNetwork, ...]:
        """Every range that something new has to stay clear of, merged."""
        return addresses.merged(suggest.known(self.topology, self.surroundings))

    def _free_space(self, prefixlen: int) -> str | None:
        """Return a private range of that size which overlaps nothing known."""
        return suggest.free_space(self.known, prefixlen) if 0 < prefixlen <= addresses.BITS else None


def meant(text: str) -> IPNetwork | None:
    """Return the range that `text` writes, or the one it most likely means, so that other rules can go on."""
    try:
        return addresses.parse_range(text)
    except BadRange as bad:
        return addresses.parse_range(bad.offers[0]) if bad.offers else None


def space(owner: Network | Site, path: str) -> tuple[Placed, ...]:
    """Return the readable ranges of an owner's address space; `path` is the owner's."""
    return placed((text, f"{path}.address_space[{at}]") for at, text in enumerate(owner.address_space))


def subnets(network: Network) -> tuple[Placed, ...]:
    """Return the readable ranges of a network's subnets, without the gateway's."""
    path = paths.network(network.label, "subnets")
    return placed((subnet.range, f"{path}.{paths.key(subnet.name)}") for subnet in network.subnets)


def placed(texts: Iterable[tuple[str, str]]) -> tuple[Placed, ...]:
    """Return those of the (text, field) pairs that are ranges."""
    read = ((meant(text), field) for text, field in texts)
    return tuple(Placed(range_, field) for range_, field in read if range_ is not None)


def syntax(text: str, field: str, *, smallest: int = addresses.SMALLEST) -> tuple[Finding, ...]:
    """Return what is wrong with the way a range is written; what is offered is no smaller than /`smallest`."""
    try:
        addresses.parse_range(text, smallest=smallest)
    except BadRange as bad:
        return (bad.at(field),)
    return ()
