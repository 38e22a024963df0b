"""Rules about one network: its region, its address space, its subnets, its DNS servers.

Sources: azure-facts §5.1 to §5.4 (VNet FAQ, limits) and §1.4 (DNS).
"""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

from vnetwizard.topology import addresses, paths, regions, suggest
from vnetwizard.topology.addresses import RANGE_SIZE, BadRange
from vnetwizard.topology.findings import Finding, Kind, Severity
from vnetwizard.topology.model import GATEWAY_SUBNET
from vnetwizard.topology.names import Resource, check_name
from vnetwizard.topology.rules import context as reading
from vnetwizard.topology.rules.spaces import check_overlaps
from vnetwizard.topology.rules.subscription import check_subscription
from vnetwizard.words import mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from vnetwizard.topology.model import Network
    from vnetwizard.topology.rules.context import Context, Placed

MOST_DNS_SERVERS = 20
AZURE_DNS = "168.63.129.16"

NO_NETWORKS = Kind(
    "no-networks",
    Severity.WARNING,
    mark("There are no networks, so there is nothing to make or join."),
    mark("Describe two networks and a link; `vnetwizard sample` shows how."),
)
SPACE_MISSING = Kind(
    "space-missing",
    Severity.ERROR,
    mark("{name} has no address space."),
    mark("Give it a private range that nothing else uses, such as {offer}."),
)
SUBNET_OUTSIDE = Kind(
    "subnet-outside",
    Severity.ERROR,
    mark("Subnet {subnet} {range} lies outside the address space {space}."),
    mark("Move it to a free range inside, or add {range} to the address space."),
)
SUBNET_OVERLAP = Kind(
    "subnet-overlap",
    Severity.ERROR,
    mark("Subnet {subnet} {range} overlaps subnet {other} {other_range}."),
    mark("Move one of them to a free range of the address space."),
)
SUBNET_IS_GATEWAYS = Kind(
    "subnet-is-gateways",
    Severity.ERROR,
    mark("{subnet} with {range} stands among the ordinary subnets."),
    mark("Give its range as gateway_subnet = {range}; Azure fixes the name."),
)
DNS_TOO_MANY = Kind(
    "dns-too-many",
    Severity.ERROR,
    mark("There are {count} DNS servers; Azure takes {most} for one network."),
    mark("Leave out the last {surplus}."),
)
DNS_TWICE = Kind(
    "dns-twice",
    Severity.WARNING,
    mark("DNS server {address} is listed twice, as number {first} and number {second}."),
    mark("Leave out number {second}."),
)
DNS_NOT_A_HOST = Kind(
    "dns-not-a-host",
    Severity.ERROR,
    mark("{address} lies in {forbidden}, where no DNS server can be reached."),
    mark("Give the address of the server as the network sees it, such as 10.11.0.4."),
)
DNS_FORWARD = Kind(
    "dns-forward",
    Severity.WARNING,
    mark("The gateway resolves names with {servers} too; without {azure} Microsoft cannot manage it."),
    mark("Make these servers forward to {azure}, or leave the list empty to use Azure's own DNS."),
)
REGION_NO_ZONES = Kind(
    "region-no-zones",
    Severity.NOTE,
    mark("{region} has no availability zones: the gateway's public IP address there is regional."),
    mark("Nothing to do; choose a region with zones where an outage of one data centre must not matter."),
)


def check(context: Context) -> Iterator[Finding]:
    """Yield what is wrong with each network by itself."""
    if not context.topology.networks:
        yield Finding(kind=NO_NETWORKS, field="networks")
    for network in context.topology.networks:
        path = paths.network(network.label)
        yield from check_name(Resource.NETWORK, network.name, f"{path}.name")
        yield from check_name(Resource.RESOURCE_GROUP, network.resource_group, f"{path}.resource_group")
        yield from check_subscription(network.subscription, f"{path}.subscription")
        yield from _location(network, f"{path}.location")
        yield from _address_space(context, network, path)
        yield from _subnets(network)
        yield from _dns(network, f"{path}.dns_servers")


def _location(network: Network, field: str) -> Iterator[Finding]:
    yield from regions.check_region(network.location, field)
    region = regions.find(network.location)
    if region and not region.zones and network.gateway and not network.existing:
        yield Finding(kind=REGION_NO_ZONES, field=field, values={"region": region.display_name})


def _address_space(context: Context, network: Network, path: str) -> Iterator[Finding]:
    field = f"{path}.address_space"
    if not network.address_space and not network.existing:
        offer = context.free_space(16)
        values: dict[str, str | int] = {"name": network.name, "offer": offer or ""}
        yield Finding(kind=SPACE_MISSING, field=field, values=values, offers=(offer,) if offer else ())
    for at, text in enumerate(network.address_space):
        yield from reading.syntax(text, f"{field}[{at}]")
    placed = reading.space(network, path)
    for one in placed:
        yield from (bad.at(one.field) for bad in addresses.judge_range(one.range))
    yield from check_overlaps(placed)


def _subnets(network: Network) -> Iterator[Finding]:
    path = paths.network(network.label, "subnets")
    for subnet in network.subnets:
        field = f"{path}.{paths.key(subnet.name)}"
        if subnet.name.casefold() == GATEWAY_SUBNET.casefold():
            values: dict[str, str | int] = {"subnet": subnet.name, "range": subnet.range}
            yield Finding(kind=SUBNET_IS_GATEWAYS, field=field, values=values)
        yield from check_name(Resource.SUBNET, subnet.name, field)
        yield from reading.syntax(subnet.range, field)
    space = [one.range for one in reading.space(network, paths.network(network.label))]
    placed = reading.subnets(network)
    names = {f"{path}.{paths.key(subnet.name)}": subnet.name for subnet in network.subnets}
    offers = cache(partial(_free_beside, network))
    for one in placed:
        yield from (bad.at(one.field) for bad in addresses.judge_range(one.range) if bad.kind is RANGE_SIZE)
        # An address space that cannot be read in full says nothing about what lies outside it.
        if len(space) == len(network.address_space) > 0 and not addresses.within(space, one.range):
            yield Finding(
                kind=SUBNET_OUTSIDE,
                field=one.field,
                values={
                    "subnet": names[one.field],
                    "range": str(one.range),
                    "space": ", ".join(map(str, space)),
                },
                offers=offers(one.range.prefixlen),
            )
    yield from _subnet_overlaps(placed, names, offers)


def _subnet_overlaps(
    placed: Sequence[Placed], names: dict[str, str], offers: Callable[[int], tuple[str, ...]]
) -> Iterator[Finding]:
    for pair in addresses.clashes([one.range for one in placed]):
        earlier, later = placed[min(pair)], placed[max(pair)]
        yield Finding(
            kind=SUBNET_OVERLAP,
            field=later.field,
            values={
                "subnet": names[later.field],
                "range": str(later.range),
                "other": names[earlier.field],
                "other_range": str(earlier.range),
            },
            offers=offers(later.range.prefixlen),
        )


def _free_beside(network: Network, prefixlen: int) -> tuple[str, ...]:
    """Return the next free range of the network for a subnet of that size, as offers."""
    if prefixlen > addresses.SMALLEST:
        return ()
    offer = suggest.subnet(network, prefixlen)
    return (offer,) if offer else ()


def _dns(network: Network, field: str) -> Iterator[Finding]:
    servers = network.dns_servers
    if len(servers) > MOST_DNS_SERVERS:
        values: dict[str, str | int] = {
            "count": len(servers),
            "most": MOST_DNS_SERVERS,
            "surplus": len(servers) - MOST_DNS_SERVERS,
        }
        yield Finding(kind=DNS_TOO_MANY, field=field, values=values)
    first: dict[str, int] = {}
    for at, text in enumerate(servers):
        yield from _dns_server(text, f"{field}[{at}]")
        address = text.strip()
        if address in first:
            values = {"address": address, "first": first[address] + 1, "second": at + 1}
            yield Finding(kind=DNS_TWICE, field=f"{field}[{at}]", values=values)
        first.setdefault(address, at)
    if first and AZURE_DNS not in first:
        values = {"servers": ", ".join(first), "azure": AZURE_DNS}
        yield Finding(kind=DNS_FORWARD, field=field, values=values)


def _dns_server(text: str, field: str) -> Iterator[Finding]:
    try:
        address = addresses.parse_host(text)
    except BadRange as bad:
        yield bad.at(field)
        return
    # Azure's own resolver lies in a range that Azure forbids for networks.
    unreachable = () if str(address) == AZURE_DNS else (*addresses.FORBIDDEN, addresses.THIS_NETWORK)
    for range_ in unreachable:
        if address in range_:
            values: dict[str, str | int] = {"address": str(address), "forbidden": str(range_)}
            yield Finding(kind=DNS_NOT_A_HOST, field=field, values=values)
