"""Is what is there fit for a gateway? What Azure would refuse half an hour in, seen in what was read before minute 0.

Sources: azure-facts §4.3 (public IPs), §4.4 (the gateway subnet), §3.3 (peerings), §8.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vnetwizard.plan import ids, steps
from vnetwizard.topology import addresses, regions
from vnetwizard.topology.findings import Finding, Kind, Severity
from vnetwizard.topology.model import GATEWAY_SUBNET
from vnetwizard.words import mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netaddr import IPNetwork

    from vnetwizard.plan.cloud import Body, Inventory
    from vnetwizard.topology.model import Network

GATEWAY_SUBNET_HAS_NSG = Kind(
    "gateway-subnet-has-nsg",
    Severity.ERROR,
    mark("The GatewaySubnet of {name} has the network security group {other}; Azure makes no gateway there."),
    mark("Take it off (a policy may put it back):  az network vnet subnet update --ids {id} --nsg ''"),
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
    yield from _judge_new_subnets(network, found, field)
    if network.gateway is None or inventory.get(steps.gateway_id(network)):
        return
    subnet = found.get(GATEWAY_SUBNET.casefold(), {})
    group = subnet.get("properties", {}).get("networkSecurityGroup")
    if group:
        yield _finding(
            GATEWAY_SUBNET_HAS_NSG, f"{field}.gateway_subnet", network, other=_name(group["id"]), id=str(subnet["id"])
        )
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


def _judge_new_subnets(network: Network, found: dict[str, Any], field: str) -> Iterator[Finding]:
    """Yield where a subnet that is to be added would overlap one that the network has in Azure."""
    theirs = [(str(one.get("name", "")), _range(prefix)) for one in found.values() for prefix in _prefixes(one)]
    for subnet in steps.all_subnets(network):
        range_ = _range(subnet.range)
        if subnet.name.casefold() in found or range_ is None:
            continue
        for name, other in theirs:
            if other is not None and addresses.overlaps(range_, other):
                space = [one for one in map(_range, network.address_space) if one is not None]
                taken = [one for _, one in theirs if one is not None]
                fitting = (addresses.last_free(one, taken, range_.prefixlen) for one in space)
                offer = next((one for one in fitting if one is not None), None)
                values: dict[str, str | int] = {
                    "subnet": subnet.name,
                    "range": subnet.range,
                    "other": name,
                    "other_range": str(other),
                    "name": network.name,
                    "offer": str(offer or "-"),
                }
                path = "gateway_subnet" if subnet.name == GATEWAY_SUBNET else f"subnets.{subnet.name}"
                offers = (str(offer),) if offer else ()
                yield Finding(kind=SUBNET_OVERLAPS, field=f"{field}.{path}", values=values, offers=offers)


def _prefixes(subnet: Body) -> list[str]:
    """Return a subnet's prefixes: Azure shows one as `addressPrefix`, several as `addressPrefixes`."""
    properties = subnet.get("properties", {})
    one = properties.get("addressPrefix")
    return [one] if one else list(properties.get("addressPrefixes") or [])


def _range(text: str) -> IPNetwork | None:
    try:
        return addresses.parse_range(text)
    except addresses.BadRange:
        return None


def _finding(kind: Kind, field: str, network: Network, **values: str) -> Finding:
    return Finding(kind=kind, field=field, values={"name": network.name, **values})


def _name(resource_id: str) -> str:
    return resource_id.rstrip("/").rpartition("/")[2]


def _owner(ip_configuration: str) -> str:
    """Return the name of what an IP configuration belongs to."""
    parts = ip_configuration.strip("/").split("/")
    return parts[7] if len(parts) > 7 else ip_configuration  # noqa: PLR2004 - /subscriptions/S/resourceGroups/G/providers/P/T/NAME
