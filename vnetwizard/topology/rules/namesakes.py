"""Rules about names that have to be different.

Azure compares names without regard to case, per resource group and type, subnets per network (azure-facts §6).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from vnetwizard.topology import paths
from vnetwizard.topology.findings import Finding, Kind, Severity
from vnetwizard.topology.model import VnetToVnet
from vnetwizard.topology.names import Resource, free_name
from vnetwizard.words import mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vnetwizard.topology.model import Link, Network, Site, Topology

NAME_TAKEN = Kind(
    "name-taken",
    Severity.ERROR,
    mark("The name {name} is taken in {scope} by {other}; Azure does not tell capitals apart."),
    mark("Choose another name, such as {offer}."),
)
LABEL_TWICE = Kind(
    "label-twice",
    Severity.ERROR,
    mark("Two entries have the label {label}, so links cannot tell them apart."),
    mark("Give one of them another label, such as {offer}."),
)


class _Named(Struct, frozen=True):
    """One resource: its type, the scope in which its name is unique, its name and its field."""

    resource: Resource
    scope: tuple[str, ...]
    name: str
    field: str


def check(topology: Topology) -> Iterator[Finding]:
    """Yield a finding for each name that an earlier resource of the same type and scope has already."""
    yield from _labels(paths.network, [network.label for network in topology.networks])
    yield from _labels(paths.site, [site.label for site in topology.sites])
    first: dict[tuple[Resource, tuple[str, ...], str], _Named] = {}
    taken: dict[tuple[Resource, tuple[str, ...]], list[str]] = {}
    everything = tuple(_everything(topology))
    for named in everything:
        taken.setdefault((named.resource, named.scope), []).append(named.name)
    for named in everything:
        earlier = first.setdefault((named.resource, named.scope, named.name.casefold()), named)
        if earlier is named or not named.name:
            continue
        offer = free_name(named.resource, named.name, taken[named.resource, named.scope])
        values: dict[str, str | int] = {
            "name": named.name,
            "scope": named.scope[-1],
            "other": earlier.field,
            "offer": offer,
        }
        yield Finding(kind=NAME_TAKEN, field=named.field, values=values, offers=(offer,))


def _labels(path: object, labels: list[str]) -> Iterator[Finding]:
    seen: set[str] = set()
    for label in labels:
        if label in seen:
            offer = free_name(Resource.NETWORK, label, labels)
            field = paths.site(label) if path is paths.site else paths.network(label)
            yield Finding(kind=LABEL_TWICE, field=field, values={"label": label, "offer": offer}, offers=(offer,))
        seen.add(label)


def _everything(topology: Topology) -> Iterator[_Named]:
    """Yield every resource that the topology names, in the order of the file."""
    for network in topology.networks:
        yield from _of_network(network)
    for site in topology.sites:
        path = paths.site(site.label, "name")
        yield _Named(Resource.SITE, _group(site), site.name, path)
    for at, link in enumerate(topology.links):
        yield from _of_link(topology, link, paths.link(at))


def _of_network(network: Network) -> Iterator[_Named]:
    path = paths.network(network.label)
    group = _group(network)
    yield _Named(Resource.NETWORK, group, network.name, f"{path}.name")
    for subnet in network.subnets:
        scope = (*group, network.label)
        yield _Named(Resource.SUBNET, scope, subnet.name, f"{path}.subnets.{paths.key(subnet.name)}")
    if network.gateway:
        yield _Named(Resource.GATEWAY, group, network.gateway.name, f"{path}.gateway.name")
        for at, name in enumerate(network.gateway.public_ips):
            yield _Named(Resource.PUBLIC_IP, group, name, f"{path}.gateway.public_ips[{at}]")


def _of_link(topology: Topology, link: Link, path: str) -> Iterator[_Named]:
    """Yield the connections of a link; each lives in the group of the gateway that it runs from."""
    ends: Iterable[tuple[str, str, str]]
    if isinstance(link, VnetToVnet):
        there, back = link.connections
        ends = [(link.networks[0], there, f"{path}.connections[0]")]
        # Two equal names of one link have a finding of their own.
        if there.casefold() != back.casefold():
            ends.append((link.networks[1], back, f"{path}.connections[1]"))
    else:
        ends = [(link.network, link.connection, f"{path}.connection")]
    for label, name, field in ends:
        network = topology.network(label)
        if network:
            yield _Named(Resource.CONNECTION, _group(network), name, field)


def _group(owner: Network | Site) -> tuple[str, ...]:
    """Return the resource group as a scope; no subscription given means the same one everywhere."""
    return (owner.subscription or "").casefold(), owner.resource_group.casefold()
