"""What Azure asks of a gateway before it starts half an hour of work."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import netaddr

from vnetwizard.practice.addresses import GATEWAY_SUBNET
from vnetwizard.practice.call import not_provisioned
from vnetwizard.practice.errors import Refusal, missing_reference
from vnetwizard.practice.names import check_name
from vnetwizard.practice.regions import REGIONS
from vnetwizard.practice.resources.public_ip_addresses import PublicIPAddresses, holder
from vnetwizard.practice.resources.virtual_networks import VirtualNetworks

if TYPE_CHECKING:
    from vnetwizard.practice.call import Call
    from vnetwizard.practice.resources.virtual_network_gateways import GatewayBody
    from vnetwizard.practice.transaction import Row

AZ_SKUS = tuple(f"VpnGw{number}AZ" for number in range(1, 6))
RETIRED_SKUS = (*(f"VpnGw{number}" for number in range(1, 6)), "Standard", "HighPerformance")
SMALLEST = {"Basic": 29}
SMALLEST_BY_DEFAULT = 27
"""Longest prefix of a gateway subnet (azure-facts 4.4)."""

_networks = VirtualNetworks()
_addresses = PublicIPAddresses()


class FoundSubnet(msgspec.Struct):
    """The gateway subnet that a request names: canonical id, its network's id, its prefix."""

    id: str
    network: str
    prefix: str


def check_shape(gateway_id: str, body: GatewayBody) -> None:
    """Refuse a SKU that can no longer be made, and a wrong number of ipConfigurations."""
    sku = body.properties.sku.name
    if sku in RETIRED_SKUS:
        message = (
            "VpnGw1-5 non-AZ SKUs are no longer supported for VPN gateways. "
            "Only VpnGw1-5AZ SKUs can be created going forward."
        )
        raise Refusal(400, "NonAzSkusNotAllowedForVPNGateway", message)
    if sku not in (*AZ_SKUS, "Basic") or body.properties.gateway_type != "Vpn":
        # Ours: no recording shows it; the code is in azure-facts. Practice Azure has no ExpressRoute gateways.
        message = f"Gateway SKU {sku} specified for gateway {gateway_id} is not valid for its gateway type."
        raise Refusal(400, "InvalidGatewaySkuSpecifiedForGatewayDeploymentType", message)
    if body.properties.vpn_type == "PolicyBased" and sku != "Basic":
        # The code is in azure-facts, the words are ours.
        message = f"Gateway {gateway_id} of SKU {sku} must have VPN type RouteBased."
        raise Refusal(400, "InvalidGatewaySkuProvidedForGatewayVpnType", message)
    for item in body.properties.ip_configurations:
        check_name(item.name)
    wanted = 2 if body.properties.active_active else 1
    names = {item.name.lower() for item in body.properties.ip_configurations}
    if len(body.properties.ip_configurations) != wanted or len(names) != wanted:
        # Ours: no recording shows it.
        mode = "active-active" if body.properties.active_active else "active-standby"
        message = f"Gateway {gateway_id} is {mode} and needs {wanted} ipConfigurations with names of their own."
        raise Refusal(400, "InvalidGatewayIpConfigurations", message)


def check_subnet(call: Call, gateway_id: str, location: str, body: GatewayBody) -> FoundSubnet:
    """Find the gateway subnet. Refuses one that is missing, misnamed, unfinished, too small or taken."""
    wanted = {
        (item.properties.subnet.id if item.properties.subnet else "") for item in body.properties.ip_configurations
    }
    subnet_id = wanted.pop()
    if wanted or not subnet_id:
        # The words are of AD 52229 (azure-facts section 7), the code is ours.
        raise Refusal(400, "SubnetReferenceRequired", "Subnet reference is required for ipconfiguration.")
    network_id, _, name = subnet_id.rpartition("/")
    row = call.tx.find(network_id.rpartition("/")[0])
    found = None
    if row and row.type == _networks.type:
        found = next((item for item in _networks.decode(row).subnets() if item.name.lower() == name.lower()), None)
    if row is None or found is None or row.location != location:
        raise missing_reference(subnet_id, gateway_id)
    if found.name != GATEWAY_SUBNET:
        # Ours: no recording shows it.
        message = f"The gateway {gateway_id} must be in a subnet named {GATEWAY_SUBNET}, not {found.name}."
        raise Refusal(400, "InvalidGatewaySubnetName", message)
    canonical = FoundSubnet(f"{row.id}/subnets/{found.name}", row.id, found.properties.prefixes()[0])
    _require_ready(call, row, gateway_id)
    longest = SMALLEST.get(body.properties.sku.name, SMALLEST_BY_DEFAULT)
    if netaddr.IPNetwork(canonical.prefix).prefixlen > longest:
        # Ours: no recording shows it; the size is azure-facts 4.4.
        message = f"Subnet {canonical.id} is too small for gateway {gateway_id}: it must be /{longest} or larger."
        raise Refusal(400, "GatewaySubnetTooSmall", message)
    for user in call.tx.referrers(canonical.id):
        if user.key != gateway_id.lower():
            # Ours: no recording shows it; one VPN gateway per network is azure-facts 4.4.
            message = f"Virtual network {row.id} already has the gateway {user.id}; it can have one VPN gateway."
            raise Refusal(400, "VirtualNetworkAlreadyHasGateway", message)
    return canonical


def check_addresses(call: Call, gateway_id: str, location: str, body: GatewayBody) -> list[Row]:
    """Find the public IP addresses, in order. Refuses what is missing, unfinished, unfit or in use."""
    found = []
    for item in body.properties.ip_configurations:
        reference = item.properties.public_ip_address
        if reference is None:
            # Ours: no recording shows it; the code is in azure-facts.
            message = f"Gateway {gateway_id} needs a public IP address in each ipConfiguration."
            raise Refusal(400, "PublicIpForGatewayIsRequired", message)
        row = call.tx.find(reference.id)
        if row is None or row.type != _addresses.type or row.location != location:
            raise missing_reference(reference.id, gateway_id)
        _check_address(call, gateway_id, body.properties.sku.name, row)
        found.append(row)
    if len({row.key for row in found}) != len(found):
        # Ours: no recording shows it.
        message = f"Gateway {gateway_id} refers to public IP address {found[0].id} twice."
        raise Refusal(400, "PublicIPAddressInUse", message)
    return found


def _check_address(call: Call, gateway_id: str, sku: str, row: Row) -> None:
    _require_ready(call, row, gateway_id)
    if sku in AZ_SKUS and REGIONS[row.location].zones and not _addresses.decode(row).zones:
        message = "Standard Public IPs associated with VPN Gateways with AZ VPN skus must have zones configured."
        raise Refusal(400, "VmssVpnGatewayPublicIpsMustHaveZonesConfigured", message)
    if sku not in AZ_SKUS and _addresses.decode(row).zones:
        message = "Standard Public IPs associated with VPN Gateways with non-AZ VPN skus cannot have zones configured."
        raise Refusal(400, "RegionalVmssVpnGatewayPublicIpsMustNotHaveZonesConfigured", message)
    user = holder(call, row)
    if user and user[0].key != gateway_id.lower():
        # Ours: no recording shows it.
        message = (
            f"Resource {gateway_id} is referencing public IP address {row.id} that is already allocated to {user[1]}."
        )
        raise Refusal(400, "PublicIPAddressInUse", message)


def _require_ready(call: Call, row: Row, referrer: str) -> None:
    if row.state(call.tx.now) != "Succeeded":
        raise not_provisioned(row, referrer, call.tx.operation(row.operation))
