"""Who is joined to whom: the links of a topology together with what Azure has joined already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from vnetwizard.topology import paths
from vnetwizard.topology.model import SiteToSite, VnetToVnet
from vnetwizard.topology.rules import context as reading
from vnetwizard.topology.rules.context import Placed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from vnetwizard.topology.model import Network, Site, Topology
    from vnetwizard.topology.rules.context import Context


class Node(Struct, frozen=True):
    """A network, a site, or a neighbour, with its readable ranges; `own` ones stand in the plan file."""

    key: str
    name: str
    ranges: tuple[Placed, ...]
    own: bool


def nodes(context: Context) -> tuple[Node, ...]:
    """Return everything that has ranges: neighbours first, then networks and sites in the order of the file.

    A neighbour that is one of the topology's own counts as that one; its ranges count where the file gives none.
    """
    topology = context.topology
    keys = own_keys(topology)
    own_ones = set(keys.values())
    there: list[Node] = []
    in_azure: dict[str, tuple[str, ...]] = {}
    for neighbour in context.surroundings.neighbours:
        key = resolve(neighbour.id, keys)
        if key in own_ones:
            in_azure[key] = neighbour.address_space
        else:
            ranges = reading.placed((text, neighbour.id) for text in neighbour.address_space)
            there.append(Node(key, neighbour.name, ranges, own=False))

    def own(key: str, owner: Network | Site, path: str) -> Node:
        if owner.address_space:
            ranges = reading.space(owner, path)
        else:
            ranges = reading.placed((text, f"{path}.address_space") for text in in_azure.get(key, ()))
        return Node(key, owner.name, ranges, own=True)

    return (
        *there,
        *(own(network_key(network.label), network, paths.network(network.label)) for network in topology.networks),
        *(own(site_key(site.label), site, paths.site(site.label)) for site in topology.sites),
    )


class Joined:
    """The graph of what is joined, or will be.

    What Azure has joined already counts as one cluster: whoever is joined to a part of it is joined to all of it.
    """

    def __init__(self, context: Context, everything: Iterable[Node]) -> None:
        self._name = {node.key: node.name for node in everything}
        names = own_keys(context.topology)
        already = _Clusters()
        for neighbour in context.surroundings.neighbours:
            for other in neighbour.joined_to:
                already.join(resolve(neighbour.id, names), resolve(other, names))
        links = [(*_ends(link), link.bgp) for link in context.topology.links]
        self._already = already
        self._routes = already.copy()
        self._links: dict[str, dict[str, None]] = {}
        for one, other, bgp in links:
            self._links.setdefault(one, {})[other] = None
            self._links.setdefault(other, {})[one] = None
            if bgp:
                self._routes.join(one, other)

    def directly(self, one: str, other: str) -> bool:
        """Say whether a link joins the two, or Azure has joined them already."""
        return other in self._links.get(one, ()) or self._already.same(one, other)

    def through(self, one: str, other: str) -> str:
        """Return the name of a third one to which both are joined, empty where there is none."""
        for third in self._links.get(one, ()):
            if other in self._links.get(third, ()) or self._already.same(third, other):
                return self._name.get(third, third)
        for third in self._links.get(other, ()):
            if self._already.same(third, one):
                return self._name.get(third, third)
        return ""

    def by_routes(self, one: str, other: str) -> bool:
        """Say whether each learns the other's routes, by BGP on every link between or as Azure joined them."""
        return self._routes.same(one, other)


class _Clusters:
    """Sets of keys that only ever grow together (union and find)."""

    def __init__(self, parents: Mapping[str, str] | None = None) -> None:
        self._parent = dict(parents or {})

    def copy(self) -> _Clusters:
        return _Clusters(self._parent)

    def find(self, key: str) -> str:
        while (parent := self._parent.get(key, key)) != key:
            self._parent[key] = key = self._parent.get(parent, parent)
        return key

    def join(self, one: str, other: str) -> None:
        self._parent[self.find(one)] = self.find(other)

    def same(self, one: str, other: str) -> bool:
        return self.find(one) == self.find(other)


def _ends(link: VnetToVnet | SiteToSite) -> tuple[str, str]:
    match link:
        case VnetToVnet(networks=(one, other)):
            return network_key(one), network_key(other)
        case SiteToSite():
            return network_key(link.network), site_key(link.site)


def network_key(label: str) -> str:
    """Return the key of the topology's network of that label."""
    return f"network {label}"


def site_key(label: str) -> str:
    """Return the key of the topology's site of that label."""
    return f"site {label}"


def own_keys(topology: Topology) -> dict[str, str]:
    """Return the keys of the topology's own nodes by label and by the part of an ARM id that they fix."""
    keys: dict[str, str] = {}
    for site in topology.sites:
        keys[site.label] = keys[_id(site, "localnetworkgateways")] = site_key(site.label)
    for network in topology.networks:
        keys[network.label] = keys[_id(network, "virtualnetworks")] = network_key(network.label)
    return keys


def _id(owner: Network | Site, type_: str) -> str:
    """Return the end of an owner's ARM id; a subscription that the file leaves out matches any."""
    end = f"/resourcegroups/{owner.resource_group}/providers/microsoft.network/{type_}/{owner.name}"
    return f"{owner.subscription or '*'}{end}".casefold()


def resolve(id_: str, names: Mapping[str, str]) -> str:
    """Return the key of the node that a label or an ARM id means."""
    if id_ in names:
        return names[id_]
    folded = id_.casefold()
    head, slash, end = folded.partition("/resourcegroups/")
    if slash:
        for subscription in (head.rpartition("/")[2], "*"):
            key = names.get(f"{subscription}{slash}{end}")
            if key:
                return key
    return folded
