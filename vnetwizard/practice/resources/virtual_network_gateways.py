"""Microsoft.Network/virtualNetworkGateways."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import msgspec

from vnetwizard.practice.addresses import last_host, nth_host
from vnetwizard.practice.call import parse
from vnetwizard.practice.errors import Refusal
from vnetwizard.practice.resources.base import Accepted, Reference, TrackedType, Whole
from vnetwizard.practice.resources.gateway_rules import check_addresses, check_shape, check_subnet

if TYPE_CHECKING:
    from vnetwizard.practice.call import Call
    from vnetwizard.practice.transaction import Row

DEFAULT_ASN = 65515
GENERATION_2_ONLY = ("VpnGw4", "VpnGw5")


class IPConfigurationProperties(msgspec.Struct, rename="camel", omit_defaults=True):
    """Where a gateway's instance stands: one subnet, one public IP address."""

    subnet: Reference | None = None
    public_ip_address: Reference | None = msgspec.field(default=None, name="publicIPAddress")
    allocation_method: Literal["Dynamic", "Static"] | None = msgspec.field(
        default=None, name="privateIPAllocationMethod"
    )


class IPConfiguration(msgspec.Struct):
    """A named ipConfiguration."""

    name: str
    properties: IPConfigurationProperties


class GatewaySku(msgspec.Struct, omit_defaults=True):
    """A SKU; the tier is its name again."""

    name: str
    tier: str | None = None


class BgpSettings(msgspec.Struct, rename="camel", omit_defaults=True):
    """What may be sent of BGP."""

    asn: Whole | None = None
    bgp_peering_address: str | None = None
    peer_weight: Whole | None = None


class GatewayProperties(msgspec.Struct, rename="camel", omit_defaults=True):
    """What may be sent of a gateway."""

    ip_configurations: list[IPConfiguration]
    sku: GatewaySku
    gateway_type: Literal["Vpn", "ExpressRoute"]
    vpn_type: Literal["RouteBased", "PolicyBased"] | None = None
    enable_bgp: bool | None = None
    active_active: bool | None = None
    bgp_settings: BgpSettings | None = None
    vpn_gateway_generation: Literal["None", "Generation1", "Generation2"] | None = None
    enable_private_ip_address: bool | None = None
    custom_routes: dict[str, list[str]] | None = None
    allow_remote_vnet_traffic: bool | None = None
    allow_virtual_wan_traffic: bool | None = None


class GatewayBody(msgspec.Struct, omit_defaults=True):
    """The body of a PUT."""

    properties: GatewayProperties
    tags: dict[str, str] | None = None


class VirtualNetworkGateways(TrackedType):
    """Gateways. Bodies: azure-wire section 3, the recording of 2025; 20 to 25 Azure minutes to make one."""

    segment = "virtualNetworkGateways"
    operation = "VirtualNetworkGateway"
    body_type = GatewayBody
    has_etag_header = False
    patch_takes_time = True

    def accept(self, call: Call, resource_id: str, location: str, old: Row | None) -> Accepted:
        """Judge a PUT: the subnet and addresses must be there, finished, fit and free."""
        body = parse(call.body, GatewayBody)
        check_shape(resource_id, body)
        before: GatewayBody | None = self.decode(old) if old else None
        subnet = check_subnet(call, resource_id, location, body)
        addresses = check_addresses(call, resource_id, location, body)
        for sent, found in zip(body.properties.ip_configurations, addresses, strict=True):
            sent.properties.subnet = Reference(subnet.id)
            sent.properties.public_ip_address = Reference(found.id)
        names = [sent.name for sent in body.properties.ip_configurations]
        facts = {
            "ipConfigurations": dict(zip(names, (found.key for found in addresses), strict=True)),
            "tunnelIpAddresses": [found.facts["ipAddress"] for found in addresses],
            "bgpPeeringAddresses": _peering_addresses(body, subnet.prefix),
        }
        links = [subnet.id, subnet.network, *(found.id for found in addresses)]
        kind = "PutVirtualNetworkGatewayOperation"
        if before:
            resized = before.properties.sku.name != body.properties.sku.name
            kind = "ResizeVirtualNetworkGatewayOperation" if resized else "UpdateVirtualNetworkGatewayOperation"
        return Accepted(body, links, facts, kind)

    def properties(self, call: Call, row: Row, body: GatewayBody) -> dict[str, Any]:
        """Render a gateway: it knows its addresses and its generation once it has been made."""
        sent = body.properties
        ready = call.tx.now >= row.ready_at
        updating = call.tx.now < row.ends and row.action != "DELETE"
        rendered: dict[str, Any] = {
            "packetCaptureDiagnosticState": "None",
            "enablePrivateIpAddress": bool(sent.enable_private_ip_address),
            "isMigrateToCSES": False,
            "isMigratedLegacySKU": False,
            "blockUpgradeOfMigratedLegacyGateways": False,
            "ipConfigurations": [_render_configuration(call, row, item) for item in sent.ip_configurations],
            "natRules": [],
            "virtualNetworkGatewayPolicyGroups": [],
            "enableBgpRouteTranslationForNat": False,
            "disableIPSecReplayProtection": False,
            "sku": {"name": sent.sku.name, "tier": sent.sku.name, "capacity": 2},
            "gatewayType": sent.gateway_type,
            "vpnType": sent.vpn_type or "RouteBased",
            "enableBgp": bool(sent.enable_bgp),
            "enableHighBandwidthVpnGateway": False,
            "activeActive": bool(sent.active_active),
        }
        if updating:
            rendered["vpnClientConfiguration"] = _client_configuration()
        rendered["bgpSettings"] = _render_bgp(row, sent.bgp_settings or BgpSettings(), ready=ready)
        if sent.custom_routes is not None:
            rendered["customRoutes"] = sent.custom_routes
        rendered["zones"] = "Regional"
        rendered["vpnGatewayGeneration"] = _generation(sent) if ready else sent.vpn_gateway_generation or "None"
        rendered["allowRemoteVnetTraffic"] = bool(sent.allow_remote_vnet_traffic)
        rendered["allowVirtualWanTraffic"] = bool(sent.allow_virtual_wan_traffic)
        if ready:
            rendered["virtualNetworkGatewayMigrationStatus"] = {"state": "None", "phase": "None", "errorMessage": ""}
        return rendered

    def check_delete(self, call: Call, row: Row) -> None:
        """Refuse while a connection uses the gateway. Ours: no recording shows it, code and words included."""
        users = call.tx.referrers(row.key)
        if users:
            message = f"Virtual network gateway {row.id} is in use by {users[0].id} and cannot be deleted."
            raise Refusal(400, "InUseVirtualNetworkGatewayCannotBeDeleted", message)


def _peering_addresses(body: GatewayBody, subnet: str) -> list[str]:
    # azure-wire section 3: the last usable host, or the address sent; active-active takes .4 and .5 whatever is sent.
    if body.properties.active_active:
        return [nth_host(subnet, 4), nth_host(subnet, 5)]
    sent = body.properties.bgp_settings and body.properties.bgp_settings.bgp_peering_address
    return [sent or last_host(subnet)]


def _render_configuration(call: Call, row: Row, item: IPConfiguration) -> dict[str, Any]:
    subnet, address = item.properties.subnet, item.properties.public_ip_address
    return {
        "name": item.name,
        "id": f"{row.id}/ipConfigurations/{item.name}",
        "etag": row.etag_at(call.tx.now),
        "type": "Microsoft.Network/virtualNetworkGateways/ipConfigurations",
        "properties": {
            "provisioningState": row.state(call.tx.now),
            "privateIPAllocationMethod": item.properties.allocation_method or "Dynamic",
            "publicIPAddress": {"id": address.id if address else None},
            "subnet": {"id": subnet.id if subnet else None},
        },
    }


def _render_bgp(row: Row, sent: BgpSettings, *, ready: bool) -> dict[str, Any]:
    addresses: list[str] = row.facts["bgpPeeringAddresses"]
    rendered: dict[str, Any] = {"asn": sent.asn or (DEFAULT_ASN if ready else 0)}
    if ready:
        rendered["bgpPeeringAddress"] = ",".join(addresses)
    elif sent.bgp_peering_address:
        rendered["bgpPeeringAddress"] = sent.bgp_peering_address
    rendered["peerWeight"] = sent.peer_weight or 0
    rendered["bgpPeeringAddresses"] = []
    for name, address, tunnel in zip(
        row.facts["ipConfigurations"], addresses, row.facts["tunnelIpAddresses"], strict=True
    ):
        item: dict[str, Any] = {"ipconfigurationId": f"{row.id}/ipConfigurations/{name}"}
        item |= {"defaultBgpIpAddresses": [address] if ready else [], "customBgpIpAddresses": []}
        if ready:
            item["tunnelIpAddresses"] = [tunnel]
        rendered["bgpPeeringAddresses"].append(item)
    return rendered


def _generation(sent: GatewayProperties) -> str:
    if sent.vpn_gateway_generation in {"Generation1", "Generation2"}:
        return str(sent.vpn_gateway_generation)
    return "Generation2" if sent.sku.name.startswith(GENERATION_2_ONLY) else "Generation1"


def _client_configuration() -> dict[str, Any]:
    # Shown only while Updating (net22 L1503).
    lists = (
        "vpnAuthenticationTypes",
        "vpnClientRootCertificates",
        "vpnClientRevokedCertificates",
        "vngClientConnectionConfigurations",
        "radiusServers",
        "vpnClientIpsecPolicies",
    )
    return {"vpnClientProtocols": ["OpenVPN", "IkeV2"], **{name: [] for name in lists}}
