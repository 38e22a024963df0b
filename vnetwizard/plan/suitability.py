"""Is what is there fit for a gateway? What Azure would refuse half an hour in, seen in what was read before minute 0.

Sources: azure-facts §4.3 (public IPs), §4.4 (the gateway subnet), §3.3 (peerings), §8.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vnetwizard.plan import azure_ranges, ids, steps
from vnetwizard.topology import addresses, paths, regions, skus, suggest
from vnetwizard.topology.findings import Finding, Kind, Severity
from vnetwizard.topology.model import GATEWAY_SUBNET
from vnetwizard.words import mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vnetwizard.plan.cloud import Body, Inventory
    from vnetwizard.topology.model import Network

GATEWAY_SUBNET_HAS_NSG = Kind(
    "gateway-subnet-has-nsg",
    Severity.ERROR,
    mark("The GatewaySubnet of {name} has the network security group {other}; Azure makes no gateway there."),
    mark("Take it off (a policy may put it back):  az network vnet subnet update --ids {id} --nsg ''"),
)
GATEWAY_SUBNET_SMALL = Kind(
    "gateway-subnet-small-in-azure",
    Severity.ERROR,
    mark("The GatewaySubnet of {name} is {range} in Azure; a new gateway of SKU {sku} needs a /{smallest} or larger."),
    mark("Make it larger, also in the plan file:  az network vnet subnet update --ids {id} --address-prefixes {offer}"),
)
ANOTHER_GATEWAY = Kind(
    "network-has-another-gateway",
    Severity.ERROR,
    mark("{name} has the VPN gateway {other} already, so it can get no {gateway}."),
    mark("Write {other} as the gateway's name in the plan file, or delete it in Azure."),
)
SUBNET_OVERLAPS = Kind(
    "subnet-overlaps-in-azure",
    Severity.ERROR,
    mark("{subnet} {range} overlaps the subnet {other} {other_range} that {name} has in Azure."),
    mark("Choose a range that is free there, such as {offer}."),
)
SUBNET_OUTSIDE = Kind(
    "subnet-outside-in-azure",
    Severity.ERROR,
    mark("{subnet} {range} lies outside {space}, which is the address space that {name} has in Azure."),
    mark("Choose a range that is free inside, such as {offer}."),
)
USES_REMOTE_GATEWAY = Kind(
    "peering-uses-remote-gateway",
    Severity.ERROR,
    mark("{name} uses the gateway of another network by its peering {other}, and so can have none of its own."),
    mark("Turn off 'use remote gateways' on that peering first, or link the network that has the gateway."),
)
PUBLIC_IP_TAKEN = Kind(
    "public-ip-taken",
    Severity.ERROR,
    mark("The public IP {name} is in use by {other} already, so {gateway} cannot have it."),
    mark("Write another name in public_ips; a new one is then made."),
)
PUBLIC_IP_WITHOUT_ZONES = Kind(
    "public-ip-without-zones",
    Severity.ERROR,
    mark("The public IP {name} has no zones, and a gateway of SKU {sku} in {region} needs one that has."),
    mark("Write another name in public_ips, since zones cannot be added later; a new one is then made."),
)


def judge_network(network: Network, body: Body, inventory: Inventory, field: str) -> Iterator[Finding]:
    """Yield what keeps a network that is there from getting what it lacks. `body` is Azure's."""
    properties = body.get("properties", {})
    found = {str(one.get("name", "")).casefold(): one for one in properties.get("subnets") or []}
    yield from _judge_new_subnets(network, body, field)
    if network.gateway is None or inventory.get(steps.gateway_id(network)):
        return
    subnet = found.get(GATEWAY_SUBNET.casefold(), {})
    group = subnet.get("properties", {}).get("networkSecurityGroup")
    if group:
        yield _finding(
            GATEWAY_SUBNET_HAS_NSG, f"{field}.gateway_subnet", network, other=_name(group["id"]), id=str(subnet["id"])
        )
    yield from _judge_size(network, body, subnet, f"{field}.gateway_subnet")
    for gateway_id in gateways_in(subnet):
        other = inventory.get(gateway_id)
        if other and str(other.body.get("properties", {}).get("gatewayType", "")).casefold() == "vpn":
            name = ids.parse(gateway_id).name
            yield _finding(ANOTHER_GATEWAY, f"{field}.gateway", network, other=name, gateway=network.gateway.name)
    for peering in properties.get("virtualNetworkPeerings") or []:
        if peering.get("properties", {}).get("useRemoteGateways"):
            yield _finding(USES_REMOTE_GATEWAY, f"{field}.gateway", network, other=str(peering.get("name", "")))


def judge_public_ip(network: Network, name: str, body: Body, field: str) -> Iterator[Finding]:
    """Yield what keeps a public IP that is there from becoming the gateway's. `body` is Azure's."""
    gateway = network.gateway
    if gateway is None:
        return
    user = (body.get("properties", {}).get("ipConfiguration") or {}).get("id")
    if user and not ids.key(user).startswith(f"{ids.key(steps.gateway_id(network))}/"):
        values = {"name": name, "other": _owner(user), "gateway": gateway.name}
        yield Finding(kind=PUBLIC_IP_TAKEN, field=field, values=dict(values))
    if not body.get("zones") and steps.public_ip_zones(gateway, network.location):
        region = regions.find(network.location)
        values = {"name": name, "sku": gateway.sku, "region": region.display_name if region else network.location}
        yield Finding(kind=PUBLIC_IP_WITHOUT_ZONES, field=field, values=dict(values))


def gateways_in(subnet: Body) -> tuple[str, ...]:
    """Return the ids of the gateways whose IP configurations are in a subnet, as Azure shows it."""
    users = [str(one.get("id", "")) for one in subnet.get("properties", {}).get("ipConfigurations") or []]
    found = (user.partition("/ipConfigurations/")[0] for user in users if "/virtualNetworkGateways/" in user)
    return tuple(dict.fromkeys(found))


def _judge_size(network: Network, body: Body, subnet: Body, field: str) -> Iterator[Finding]:
    """Yield that a gateway subnet that is there is too small for a gateway that is not."""
    sku = skus.find(network.gateway.sku) if network.gateway else None
    ranges = azure_ranges.prefixes(subnet)
    if sku is None or not ranges or min(one.prefixlen for one in ranges) <= sku.smallest_subnet:
        return
    others = [one for name, found in azure_ranges.subnets(body).items() if name != subnet["name"] for one in found]
    space = azure_ranges.space(body)
    grown = addresses.resize(ranges[0], sku.smallest_subnet)
    fits = addresses.within(space, grown) and not any(addresses.overlaps(grown, other) for other in others)
    offer = str(grown) if fits else suggest.gateway_range(space, others, sku.smallest_subnet)
    values: dict[str, str | int] = {
        "name": network.name,
        "range": ", ".join(map(str, ranges)),
        "sku": sku.name,
        "smallest": sku.smallest_subnet,
        "id": str(subnet.get("id", "")),
        "offer": offer or "RANGE",
    }
    yield Finding(kind=GATEWAY_SUBNET_SMALL, field=field, values=values, offers=(offer,) if offer else ())


def _judge_new_subnets(network: Network, body: Body, field: str) -> Iterator[Finding]:
    """Yield where a subnet that is to be added would lie outside the network in Azure, or overlap what is in it."""
    found = azure_ranges.subnets(body)
    names = {name.casefold() for name in found}
    taken = [one for ranges in found.values() for one in ranges]
    space = azure_ranges.space(body)
    for subnet in steps.all_subnets(network):
        range_ = next(iter(azure_ranges.readable([subnet.range])), None)
        if subnet.name.casefold() in names or range_ is None:
            continue
        at = ("gateway_subnet",) if subnet.name == GATEWAY_SUBNET else ("subnets", paths.key(subnet.name))
        fitting = (addresses.last_free(one, taken, range_.prefixlen) for one in space)
        offer = next((str(one) for one in fitting if one is not None), None)
        values: dict[str, str | int] = {
            "subnet": subnet.name,
            "range": subnet.range,
            "name": network.name,
            "offer": offer or "-",
        }
        path = ".".join((field, *at))
        offers = (offer,) if offer else ()
        if space and not addresses.within(space, range_):
            about = {**values, "space": ", ".join(map(str, space))}
            yield Finding(kind=SUBNET_OUTSIDE, field=path, values=about, offers=offers)
        for name, other in ((name, other) for name, ranges in found.items() for other in ranges):
            if addresses.overlaps(range_, other):
                about = {**values, "other": name, "other_range": str(other)}
                yield Finding(kind=SUBNET_OVERLAPS, field=path, values=about, offers=offers)


def _finding(kind: Kind, field: str, network: Network, **values: str) -> Finding:
    return Finding(kind=kind, field=field, values={"name": network.name, **values})


def _name(resource_id: str) -> str:
    return resource_id.rstrip("/").rpartition("/")[2]


def _owner(ip_configuration: str) -> str:
    """Return the name of what an IP configuration belongs to."""
    parts = ip_configuration.strip("/").split("/")
    return parts[7] if len(parts) > 7 else ip_configuration  # noqa: PLR2004 - /subscriptions/S/resourceGroups/G/providers/P/T/NAME
