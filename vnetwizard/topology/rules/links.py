"""Rules about links: their ends, their names, their number, and what both ends have to have.

Sources: azure-facts §2 (VNet-to-VNet FAQ: 7 clouds, 9 tunnels, 25 DPD), §4.1 (tunnels by SKU), §4.8 (BGP).
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from vnetwizard.topology import paths, regions, skus
from vnetwizard.topology.findings import Finding, Kind, Severity
from vnetwizard.topology.model import DPD_TIMEOUT_SECONDS, SiteToSite, VnetToVnet
from vnetwizard.topology.names import Resource, check_name, free_name
from vnetwizard.topology.nearest import nearest
from vnetwizard.topology.rules.gateways import SAMPLE_ASNS
from vnetwizard.topology.rules.joined import network_key, own_keys, resolve
from vnetwizard.words import mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vnetwizard.topology.model import Link, Topology
    from vnetwizard.topology.rules.context import Context

DPD_SHORTEST, DPD_LONGEST = 9, 3600
"""Seconds (azure-facts §2.25)."""

END_UNKNOWN = Kind(
    "link-end-unknown",
    Severity.ERROR,
    mark("The link names {label}, and there is nothing of that label; known are: {known}."),
    mark("Write one of these labels, or describe {label} in the file."),
)
LINK_TO_ITSELF = Kind(
    "link-to-itself",
    Severity.ERROR,
    mark("The link joins {label} to itself."),
    mark("Name two different networks."),
)
LINK_TWICE = Kind(
    "link-twice",
    Severity.ERROR,
    mark("{one} and {other} are linked already by links[{earlier}]."),
    mark("Leave out one of the two links."),
)
CONNECTION_NAMES_EQUAL = Kind(
    "connection-names-equal",
    Severity.ERROR,
    mark("Both connections of the link are named {name}."),
    mark("Name the one that runs back differently, such as {offer}."),
)
GATEWAY_MISSING = Kind(
    "gateway-missing",
    Severity.ERROR,
    mark("{name} is linked and has no gateway."),
    mark("Write its gateway's name and public_ips in [{table}], also where that gateway is in Azure already."),
)
ACROSS_CLOUDS = Kind(
    "link-across-clouds",
    Severity.ERROR,
    mark("{one} lies in the {one_cloud} cloud and {other} in the {other_cloud} cloud; Azure links within one only."),
    mark("Choose regions of one cloud, or make a site-to-site link from each side."),
)
TOO_MANY_TUNNELS = Kind(
    "link-too-many-tunnels",
    Severity.ERROR,
    mark("{name} would have {count} tunnels; SKU {sku} carries {most}."),
    mark("Leave out links, or choose a larger SKU; above 100 tunnels Azure's answer is Virtual WAN."),
)
DPD_TIMEOUT = Kind(
    "dpd-timeout",
    Severity.ERROR,
    mark("A dead peer detection timeout of {seconds} s is outside {shortest} s to {longest} s."),
    mark("Choose 30 s to 45 s, as Azure recommends."),
)
BGP_NEEDS_ASN = Kind(
    "bgp-needs-asn",
    Severity.ERROR,
    mark("The link has bgp = true, and the gateway of {name} has no bgp_asn."),
    mark("Give that gateway an ASN, such as {offer}, or write bgp = false."),
)
BGP_TO_SITE = Kind(
    "bgp-to-site",
    Severity.ERROR,
    mark("The link to {site} has bgp = true, and a site in a plan file has no BGP settings."),
    mark("Write bgp = false and list the site's ranges in its address_space."),
)
ASN_EQUAL = Kind(
    "asn-equal",
    Severity.ERROR,
    mark("The gateways of {one} and {other} both have ASN {asn}; BGP needs two different ones."),
    mark("Give {other} another ASN, such as {offer}."),
)
ASN_EQUAL_UNUSED = Kind(
    "asn-equal-unused",
    Severity.WARNING,
    mark("The gateways of {one} and {other} both have ASN {asn}; the link does without BGP, so it works as it is."),
    mark("Give {other} another ASN, such as {offer}, before BGP is switched on."),
)


def check(context: Context) -> Iterator[Finding]:
    """Yield what is wrong with each link."""
    topology = context.topology
    yield from _missing_gateways(context)
    seen: dict[frozenset[str], int] = {}
    for at, link in enumerate(topology.links):
        path = paths.link(at)
        yield from _ends(topology, link, path)
        yield from _connection_names(link, path)
        yield from _twice(link, at, seen)
        yield from _across_clouds(topology, link, path)
        yield from _bgp(topology, link, path)
        yield from _dpd(link.dpd_timeout_seconds, f"{path}.dpd_timeout_seconds")
    yield from _tunnels(context)


def judge_dpd(text: str, field: str) -> tuple[Finding, ...]:
    """Judge a typed DPD timeout."""
    return tuple(_dpd(int(text), field))


def _dpd(seconds: int, field: str) -> Iterator[Finding]:
    if not DPD_SHORTEST <= seconds <= DPD_LONGEST:
        values: dict[str, str | int] = {"seconds": seconds, "shortest": DPD_SHORTEST, "longest": DPD_LONGEST}
        usual = str(DPD_TIMEOUT_SECONDS)
        yield Finding(kind=DPD_TIMEOUT, field=field, values=values, offers=(usual,))


def _missing_gateways(context: Context) -> Iterator[Finding]:
    for network in context.topology.networks:
        if network.label in context.linked and network.gateway is None:
            field = paths.network(network.label, "gateway")
            yield Finding(kind=GATEWAY_MISSING, field=field, values={"name": network.name, "table": field})


def _ends(topology: Topology, link: Link, path: str) -> Iterator[Finding]:
    networks = [network.label for network in topology.networks]
    match link:
        case VnetToVnet(networks=(one, other)):
            yield from _end(one, networks, f"{path}.networks[0]")
            yield from _end(other, networks, f"{path}.networks[1]")
            if one == other:
                yield Finding(kind=LINK_TO_ITSELF, field=f"{path}.networks", values={"label": one})
        case SiteToSite():
            yield from _end(link.network, networks, f"{path}.network")
            yield from _end(link.site, [site.label for site in topology.sites], f"{path}.site")


def _end(label: str, known: list[str], field: str) -> Iterator[Finding]:
    if label not in known:
        near = nearest(label, known)
        values: dict[str, str | int] = {"label": label, "known": ", ".join(known) or "-"}
        yield Finding(kind=END_UNKNOWN, field=field, values=values, offers=(near,) if near else ())


def _connection_names(link: Link, path: str) -> Iterator[Finding]:
    match link:
        case VnetToVnet(connections=(there, back)):
            yield from check_name(Resource.CONNECTION, there, f"{path}.connections[0]")
            yield from check_name(Resource.CONNECTION, back, f"{path}.connections[1]")
            if there.casefold() == back.casefold():
                offer = free_name(Resource.CONNECTION, f"{link.networks[1]}to{link.networks[0]}", (there,))
                values: dict[str, str | int] = {"name": back, "offer": offer}
                field = f"{path}.connections[1]"
                yield Finding(kind=CONNECTION_NAMES_EQUAL, field=field, values=values, offers=(offer,))
        case SiteToSite():
            yield from check_name(Resource.CONNECTION, link.connection, f"{path}.connection")


def _twice(link: Link, at: int, seen: dict[frozenset[str], int]) -> Iterator[Finding]:
    """Yield a finding where an earlier link joins the same two ends, in whichever order."""
    match link:
        case VnetToVnet(networks=(one, other)):
            pair, field = frozenset((f"network {one}", f"network {other}")), "networks"
        case SiteToSite(network=one, site=other):
            pair, field = frozenset((f"network {one}", f"site {other}")), "site"
    if pair in seen:
        values: dict[str, str | int] = {"one": one, "other": other, "earlier": seen[pair]}
        yield Finding(kind=LINK_TWICE, field=paths.link(at, field), values=values)
    seen.setdefault(pair, at)


def _across_clouds(topology: Topology, link: Link, path: str) -> Iterator[Finding]:
    if not isinstance(link, VnetToVnet):
        return
    one, other = (topology.network(label) for label in link.networks)
    here = regions.find(one.location) if one else None
    there = regions.find(other.location) if other else None
    if one and other and here and there and here.cloud != there.cloud:
        values: dict[str, str | int] = {
            "one": one.name,
            "one_cloud": here.cloud,
            "other": other.name,
            "other_cloud": there.cloud,
        }
        yield Finding(kind=ACROSS_CLOUDS, field=f"{path}.networks", values=values)


def _bgp(topology: Topology, link: Link, path: str) -> Iterator[Finding]:
    if isinstance(link, SiteToSite):
        if link.bgp:
            yield Finding(kind=BGP_TO_SITE, field=f"{path}.bgp", values={"site": link.site}, offers=("false",))
        return
    networks = [topology.network(label) for label in link.networks]
    asns = [network.gateway.bgp_asn if network and network.gateway else None for network in networks]
    for network, offer in zip(networks, SAMPLE_ASNS, strict=True):
        if link.bgp and network and network.gateway and network.gateway.bgp_asn is None:
            values: dict[str, str | int] = {"name": network.name, "offer": _other_asn(asns, offer)}
            field = paths.network(network.label, "gateway", "bgp_asn")
            yield Finding(kind=BGP_NEEDS_ASN, field=field, values=values, offers=(str(values["offer"]),))
    one, other = networks
    if one and other and one is not other and asns[0] is not None and asns[0] == asns[1]:
        offer = _other_asn(asns, SAMPLE_ASNS[1])
        values = {"one": one.name, "other": other.name, "asn": asns[0], "offer": offer}
        kind = ASN_EQUAL if link.bgp else ASN_EQUAL_UNUSED
        field = paths.network(other.label, "gateway", "bgp_asn")
        yield Finding(kind=kind, field=field, values=values, offers=(str(offer),))


def _other_asn(taken: Iterable[int | None], wish: int) -> int:
    """Return the one of the samples' ASNs that is not taken, `wish` if it is free."""
    used = set(taken)
    return next(asn for asn in (wish, *SAMPLE_ASNS, SAMPLE_ASNS[1] + 10) if asn not in used)


def _tunnels(context: Context) -> Iterator[Finding]:
    """Yield a finding for each gateway with more tunnels than its SKU carries, those there already included."""
    count: Counter[str] = Counter()
    for link in context.topology.links:
        match link:
            case VnetToVnet():
                count.update(set(link.networks))
            case SiteToSite():
                count[link.network] += 1
    keys = own_keys(context.topology)
    labels = {network_key(network.label): network.label for network in context.topology.networks}
    for neighbour in context.surroundings.neighbours:
        # A tunnel between two of the file's own is one of its links.
        if resolve(neighbour.id, keys) not in keys.values():
            joined = {resolve(other, keys) for other in neighbour.joined_to}
            count.update(labels[key] for key in joined if key in labels)
    for network in context.topology.networks:
        sku = skus.find(network.gateway.sku) if network.gateway else None
        if sku and count[network.label] > sku.tunnels:
            values: dict[str, str | int] = {
                "name": network.name,
                "count": count[network.label],
                "sku": sku.name,
                "most": sku.tunnels,
            }
            larger = tuple(other.name for other in skus.OFFERED if other.tunnels >= count[network.label])
            field = paths.network(network.label, "gateway", "sku")
            yield Finding(kind=TOO_MANY_TUNNELS, field=field, values=values, offers=larger)
