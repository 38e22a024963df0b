"""Microsoft.Network/connections, the type whose model Azure calls VirtualNetworkGatewayConnection."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import msgspec

from vnetwizard.practice.addresses import first_overlap
from vnetwizard.practice.call import Answer, not_provisioned, parse
from vnetwizard.practice.errors import Refusal, missing_reference
from vnetwizard.practice.resources import tunnels
from vnetwizard.practice.resources.base import Accepted, Reference, TrackedType, Whole
from vnetwizard.practice.resources.virtual_network_gateways import VirtualNetworkGateways
from vnetwizard.practice.resources.virtual_networks import VirtualNetworks

if TYPE_CHECKING:
    from vnetwizard.practice.call import Call
    from vnetwizard.practice.transaction import Row

KEY_SHOWN_UNTIL = "2022-05-01"
"""Up to this api-version PUT and GET show the shared key (azure-wire section 3)."""
LONGEST_KEY = 128
FIRST_STATUS_SECONDS = (10.0, 40.0)
"""Ours: Connecting lasts so many Azure seconds in each direction."""

_gateways = VirtualNetworkGateways()
_networks = VirtualNetworks()


class ConnectionProperties(msgspec.Struct, rename="camel", omit_defaults=True):
    """What may be sent of a connection. The shared key is taken out before the body is stored."""

    virtual_network_gateway1: Reference
    connection_type: Literal["Vnet2Vnet", "IPsec", "ExpressRoute", "VPNClient"]
    virtual_network_gateway2: Reference | None = None
    local_network_gateway2: Reference | None = None
    connection_protocol: Literal["IKEv2", "IKEv1"] | None = None
    routing_weight: Whole | None = None
    shared_key: str | None = None
    enable_bgp: bool | None = None
    use_local_azure_ip_address: bool | None = None
    use_policy_based_traffic_selectors: bool | None = None
    ipsec_policies: list[dict[str, str | Whole]] | None = None
    dpd_timeout_seconds: Whole | None = None
    connection_mode: Literal["Default", "InitiatorOnly", "ResponderOnly"] | None = None


class ConnectionBody(msgspec.Struct, omit_defaults=True):
    """The body of a PUT."""

    properties: ConnectionProperties
    tags: dict[str, str] | None = None


class Connections(TrackedType):
    """Connections. Bodies: azure-wire section 3, and cli/test_network_vpn_gateway L21986 and L22237."""

    segment = "connections"
    operation = "VirtualNetworkGatewayConnection"
    body_type = ConnectionBody
    has_etag_header = False

    def accept(self, call: Call, resource_id: str, location: str, old: Row | None) -> Accepted:
        """Judge a PUT: both gateways must be there and finished, and their networks must not overlap."""
        body = parse(call.body, ConnectionBody)
        sent = body.properties
        if sent.connection_type != "Vnet2Vnet" or sent.virtual_network_gateway2 is None:
            other = sent.local_network_gateway2 or sent.virtual_network_gateway2 or Reference(f"of {resource_id}")
            raise missing_reference(other.id, resource_id)
        check_key(sent.shared_key)
        near = _gateway(call, sent.virtual_network_gateway1.id, resource_id)
        far = _gateway(call, sent.virtual_network_gateway2.id, resource_id)
        if near.location != location or near.key == far.key:
            raise missing_reference(near.id, resource_id)
        for gateway in (near, far):
            if gateway.state(call.tx.now) != "Succeeded":
                raise not_provisioned(gateway, resource_id, call.tx.operation(gateway.operation))
        _check_overlap(call, resource_id, near, far)
        sent.virtual_network_gateway1, sent.virtual_network_gateway2 = Reference(near.id), Reference(far.id)
        delay = old.facts["delay"] if old else call.tx.draw(*FIRST_STATUS_SECONDS)
        facts = {"gateways": [near.key, far.key], "delay": delay}
        secret, sent.shared_key = sent.shared_key, None
        kind = f"{'Update' if old else 'Put'}VirtualNetworkGatewayConnectionOperation"
        return Accepted(body, [near.id, far.id], facts, kind, secret)

    def settle(self, call: Call, row: Row, accepted: Accepted) -> None:
        """Store the key by itself; a PUT without one leaves it as it is (ours)."""
        if accepted.secret is not None:
            call.tx.set_shared_key(row.key, accepted.secret, row.ends)

    def of_gateway(self, call: Call) -> Answer:
        """List the connections of a gateway, as `listConnections` does. Ours: no recording shows it.

        The spec's example gives the fields of a list entry: there is no connectionStatus here either.
        """
        users = call.tx.referrers(_gateways.require(call).key, self.type)
        return Answer(200, {"value": [self.render(call, user) for user in users]}, provider=True)

    def properties(self, call: Call, row: Row, body: ConnectionBody) -> dict[str, Any]:
        """Render a connection. Only the GET of one, once it has been made, says whether it is connected."""
        sent = body.properties
        far = sent.virtual_network_gateway2
        rendered: dict[str, Any] = {
            "packetCaptureDiagnosticState": "None",
            "virtualNetworkGateway1": {"id": sent.virtual_network_gateway1.id},
            "virtualNetworkGateway2": {"id": far.id if far else None},
            "connectionType": sent.connection_type,
            "connectionProtocol": sent.connection_protocol or "IKEv2",
            "routingWeight": sent.routing_weight or 0,
        }
        key, _ = call.tx.shared_key(row.key)
        if key is not None and call.api_version <= KEY_SHOWN_UNTIL:
            rendered["sharedKey"] = key
        rendered |= {
            "enableBgp": bool(sent.enable_bgp),
            "useLocalAzureIpAddress": bool(sent.use_local_azure_ip_address),
            "usePolicyBasedTrafficSelectors": bool(sent.use_policy_based_traffic_selectors),
            "ipsecPolicies": sent.ipsec_policies or [],
            "trafficSelectorPolicies": [],
        }
        status, ingress, egress = "", 0, 0
        if call.single and call.tx.now >= row.ready_at:
            status, ingress, egress = tunnels.look(call.tx, row)
            rendered["connectionStatus"] = status
        return rendered | {
            "ingressBytesTransferred": ingress,
            "egressBytesTransferred": egress,
            "expressRouteGatewayBypass": False,
            "enablePrivateLinkFastPath": False,
            "dpdTimeoutSeconds": sent.dpd_timeout_seconds or 0,
            "connectionMode": sent.connection_mode or "Default",
            "gatewayCustomBgpIpAddresses": [],
            "tunnelProperties": [],
            "routingConfiguration": {},
        }


def check_key(key: str | None) -> None:
    """Refuse a key that is too long or not printable ASCII (azure-facts 4.7); the code is ours, the key is not told."""
    if key is None:
        return
    if not (1 <= len(key) <= LONGEST_KEY and key.isascii() and key.isprintable() and " " not in key):
        message = "The shared key must have 1 to 128 printable ASCII characters, none of them a space."
        raise Refusal(400, "InvalidSharedKey", message)


def _gateway(call: Call, gateway_id: str, referrer: str) -> Row:
    row = call.tx.find(gateway_id)
    if row is None or row.type != _gateways.type:
        raise missing_reference(gateway_id, referrer)
    return row


def _check_overlap(call: Call, connection_id: str, near: Row, far: Row) -> None:
    """Refuse where a network overlaps with the other one, or with one that the other is connected to already."""
    for gateway, partner in ((near, far), (far, near)):
        own = _space(call, gateway)
        others = {partner.key}
        for connection in call.tx.referrers(partner.key):
            if connection.key != connection_id.lower():
                others |= set(connection.facts["gateways"])
        for other in sorted(others - {gateway.key}):
            row = call.tx.find(other)
            clash = first_overlap(own, _space(call, row)) if row else None
            if clash and row:
                # The code is in azure-facts, the words are ours: nobody wrote the full text down.
                message = (
                    f"Connection {connection_id} cannot be made: address prefix {clash[0]} of the virtual network of "
                    f"{gateway.id} overlaps with {clash[1]} of the virtual network of {row.id}."
                )
                raise Refusal(400, "ConnectionOverlappingAddressSpaces", message)


def _space(call: Call, gateway: Row) -> list[str]:
    for target in call.tx.targets(gateway.key):
        row = call.tx.find(target)
        if row and row.type == _networks.type:
            prefixes: list[str] = _networks.decode(row).properties.address_space.address_prefixes
            return prefixes
    return []
