"""The kinds of step. A kind is data plus one function that makes its ARM body.

To add one: write its body function and its `StepKind`, and let `planner` order it. The executor needs no change.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Generic, TypeVar

from msgspec import Struct

from vnetwizard.plan import ids
from vnetwizard.plan.cloud import Body
from vnetwizard.topology import regions, skus
from vnetwizard.topology.model import (
    DPD_TIMEOUT_SECONDS,
    GATEWAY_SUBNET,
    Gateway,
    IpsecPolicy,
    Network,
    Subnet,
    VnetToVnet,
)

if TYPE_CHECKING:
    from collections.abc import Callable

Wish = TypeVar("Wish")


class Action(StrEnum):
    """What a plan does with a resource."""

    CREATE = "create"
    CHANGE = "change"
    KEEP = "keep"


@dataclass(frozen=True, kw_only=True)
class StepKind(Generic[Wish]):
    """One kind of step.

    `body` makes the ARM body, without any key. `key_path` says where in the body the executor puts the shared key
    at the last moment. `overlooks` are paths of the body that need not be equal for a resource to be kept, as
    `compare.differences` takes them. `seconds` is the shortest and the longest time that Azure was seen to take.
    """

    name: str
    arm_type: str
    body: Callable[[Wish], Body]
    seconds: tuple[int, int]
    billed: bool = False
    key_path: tuple[str, ...] = ()
    overlooks: frozenset[str] = field(default_factory=frozenset)


class Step(Struct, frozen=True, kw_only=True):
    """One resource of a plan.

    `after` are the ids of the steps that have to be done before. Of the steps that share a `lock`, one writes at a
    time. `side` is the label of the network it belongs to. `working`: Azure still works on what is there already.
    """

    id: str
    kind: str
    name: str
    resource_id: str
    action: Action
    body: Body
    after: tuple[str, ...] = ()
    lock: str = ""
    side: str = ""
    location: str = ""
    overlooks: tuple[str, ...] = ()
    key_path: tuple[str, ...] = ()
    seconds: tuple[int, int] = (0, 0)
    billed: bool = False
    working: bool = False


@dataclass(frozen=True)
class Place:
    """A resource group, seen from the network that needs it."""

    subscription: str
    resource_group: str
    location: str


@dataclass(frozen=True)
class Address:
    """One public IP of a gateway. `zones` is None where none are written and the region has none."""

    name: str
    location: str
    zones: tuple[str, ...] | None


@dataclass(frozen=True)
class End:
    """One of the two connections of a VNet-to-VNet link: from `near`'s gateway to `far`'s."""

    link: VnetToVnet
    near: Network
    far: Network


def _of_network(network: Network, arm_type: str, *names: str) -> str:
    """Return the id of a resource in a network's own subscription and group."""
    return ids.network_resource_id(network.subscription or "", network.resource_group, arm_type, *names)


def network_id(network: Network) -> str:
    """Return the id of a network whose subscription is known."""
    return _of_network(network, "virtualNetworks", network.name)


def subnet_id(network: Network, name: str) -> str:
    """Return the id of one of a network's subnets."""
    return _of_network(network, "virtualNetworks/subnets", network.name, name)


def public_ip_id(network: Network, name: str) -> str:
    """Return the id of one of the public IPs of a network's gateway."""
    return _of_network(network, "publicIPAddresses", name)


def gateway_id(network: Network) -> str:
    """Return the id of a network's gateway. Raises ValueError where none is described."""
    if network.gateway is None:
        raise ValueError(network.label)
    return _of_network(network, "virtualNetworkGateways", network.gateway.name)


def connection_id(near: Network, name: str) -> str:
    """Return the id of a connection, which lives where the gateway lives that it runs from (azure-facts §1.6)."""
    return _of_network(near, "connections", name)


def all_subnets(network: Network) -> tuple[Subnet, ...]:
    """Return a network's subnets, the gateway's among them."""
    if network.gateway_subnet is None:
        return network.subnets
    return (*network.subnets, Subnet(name=GATEWAY_SUBNET, range=network.gateway_subnet))


def public_ip_zones(gateway: Gateway, location: str) -> tuple[str, ...] | None:
    """Return the zones of a gateway's public IPs: as written, else all that SKU and region have (azure-facts §4.3)."""
    if gateway.zones is not None:
        return gateway.zones
    sku = skus.find(gateway.sku)
    return (regions.default_zones(location) or None) if sku is None or sku.zones else None


def _group_body(place: Place) -> Body:
    return {"location": place.location}


def _network_body(network: Network) -> Body:
    properties: Body = {}
    if network.address_space:
        properties["addressSpace"] = {"addressPrefixes": list(network.address_space)}
    if network.dns_servers or not network.existing:  # of an existing network only what is written counts
        properties["dhcpOptions"] = {"dnsServers": list(network.dns_servers)}
    subnets = [{"name": subnet.name, **_subnet_body(subnet)} for subnet in all_subnets(network)]
    if subnets:
        properties["subnets"] = subnets
    return {"location": network.location, "properties": properties}


def _subnet_body(subnet: Subnet) -> Body:
    return {"properties": {"addressPrefix": subnet.range}}


def _public_ip_body(address: Address) -> Body:
    body: Body = {
        "location": address.location,
        "sku": {"name": "Standard", "tier": "Regional"},
        "properties": {"publicIPAllocationMethod": "Static", "publicIPAddressVersion": "IPv4"},
    }
    if address.zones is not None:  # Azure takes an empty list for none (azure-wire §3)
        body["zones"] = list(address.zones)
    return body


def _gateway_body(network: Network) -> Body:
    gateway = network.gateway
    if gateway is None:
        raise ValueError(network.label)
    names = ["default", "activeActive"]
    properties: Body = {
        "gatewayType": "Vpn",
        "vpnType": "RouteBased",
        "vpnGatewayGeneration": f"Generation{gateway.generation or skus.default_generation(gateway.sku)}",
        "sku": {"name": gateway.sku, "tier": gateway.sku},
        "activeActive": gateway.active_active,
        "enableBgp": gateway.bgp_asn is not None,
        "ipConfigurations": [
            {
                "name": name,
                "properties": {
                    "privateIPAllocationMethod": "Dynamic",
                    "subnet": {"id": subnet_id(network, GATEWAY_SUBNET)},
                    "publicIPAddress": {"id": public_ip_id(network, public_ip)},
                },
            }
            for name, public_ip in zip(names, gateway.public_ips, strict=False)
        ],
    }
    if gateway.bgp_asn is not None:
        properties["bgpSettings"] = {"asn": gateway.bgp_asn}
    return {"location": network.location, "properties": properties}


def _policy_body(policy: IpsecPolicy) -> Body:
    return {
        "saLifeTimeSeconds": policy.sa_lifetime_seconds,
        "saDataSizeKilobytes": policy.sa_data_size_kilobytes,
        "ipsecEncryption": policy.ipsec_encryption,
        "ipsecIntegrity": policy.ipsec_integrity,
        "ikeEncryption": policy.ike_encryption,
        "ikeIntegrity": policy.ike_integrity,
        "dhGroup": policy.dh_group,
        "pfsGroup": policy.pfs_group,
    }


def _connection_body(end: End) -> Body:
    properties: Body = {
        "connectionType": "Vnet2Vnet",
        "connectionProtocol": "IKEv2",
        "virtualNetworkGateway1": {"id": gateway_id(end.near)},
        "virtualNetworkGateway2": {"id": gateway_id(end.far)},
        "enableBgp": end.link.bgp,
        "ipsecPolicies": [_policy_body(end.link.ipsec_policy)] if end.link.ipsec_policy else [],
        "usePolicyBasedTrafficSelectors": False,
        "connectionMode": "Default",
    }
    if end.link.dpd_timeout_seconds != DPD_TIMEOUT_SECONDS:  # Azure shows its own default as 0 (azure-wire §3)
        properties["dpdTimeoutSeconds"] = end.link.dpd_timeout_seconds
    return {"location": end.near.location, "properties": properties}


RESOURCE_GROUP = StepKind(
    name="resource-group",
    arm_type="Microsoft.Resources/resourceGroups",
    body=_group_body,
    seconds=(0, 1),
    overlooks=frozenset({"location"}),  # only says where the group's metadata lies
)
VIRTUAL_NETWORK = StepKind(
    name="network",
    arm_type="Microsoft.Network/virtualNetworks",
    body=_network_body,
    seconds=(3, 24),  # azure-wire §8
)
SUBNET = StepKind(
    name="subnet",
    arm_type="Microsoft.Network/virtualNetworks/subnets",
    body=_subnet_body,
    seconds=(3, 11),  # azure-wire §8
)
PUBLIC_IP = StepKind(
    name="public-ip",
    arm_type="Microsoft.Network/publicIPAddresses",
    body=_public_ip_body,
    seconds=(0, 8),  # azure-wire §8
    billed=True,
)
GATEWAY = StepKind(
    name="gateway",
    arm_type="Microsoft.Network/virtualNetworkGateways",
    body=_gateway_body,
    seconds=(917, 1500),  # the VpnGw creations of azure-wire §2.1
    overlooks=frozenset(
        {
            "properties.sku.tier",  # always the SKU's name once more
            "properties.ipConfigurations[].name",  # every tool has its own
        }
    ),
    billed=True,
)
CONNECTION = StepKind(
    name="connection",
    arm_type="Microsoft.Network/connections",
    body=_connection_body,
    seconds=(19, 100),  # azure-facts §1.8, azure-wire §2
    key_path=("properties", "sharedKey"),
)

KINDS: dict[str, StepKind[Place] | StepKind[Network] | StepKind[Subnet] | StepKind[Address] | StepKind[End]] = {
    kind.name: kind for kind in (RESOURCE_GROUP, VIRTUAL_NETWORK, SUBNET, PUBLIC_IP, GATEWAY, CONNECTION)
}
