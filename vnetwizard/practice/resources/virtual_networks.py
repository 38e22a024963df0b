"""Microsoft.Network/virtualNetworks; its subnets are part of it, as in Azure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from vnetwizard.practice.addresses import overlap, prefix
from vnetwizard.practice.call import parse
from vnetwizard.practice.errors import Refusal, missing_reference
from vnetwizard.practice.names import check_name
from vnetwizard.practice.resources.base import Accepted, Reference, TrackedType

if TYPE_CHECKING:
    from vnetwizard.practice.call import Call
    from vnetwizard.practice.transaction import Row

LARGEST_PREFIX = {4: 29, 6: 64}
ENDPOINT_POLICIES_SINCE = "2024-07-01"


class AddressSpace(msgspec.Struct, rename="camel"):
    """Prefixes in CIDR notation."""

    address_prefixes: list[str]


class DhcpOptions(msgspec.Struct, rename="camel"):
    """DNS servers; none means Azure's own."""

    dns_servers: list[str] | None = None


class SubnetProperties(msgspec.Struct, rename="camel", omit_defaults=True):
    """What may be sent of a subnet. Azure takes one prefix or a list, and gives back the form that it got."""

    address_prefix: str | None = None
    address_prefixes: list[str] | None = None
    delegations: list[dict[str, Any]] | None = None
    private_endpoint_network_policies: str | None = None
    private_link_service_network_policies: str | None = None
    service_endpoints: list[dict[str, Any]] | None = None
    default_outbound_access: bool | None = None
    network_security_group: Reference | None = None
    route_table: Reference | None = None
    nat_gateway: Reference | None = None

    def prefixes(self) -> list[str]:
        """Give the subnet's prefixes, whichever form they came in."""
        return self.address_prefixes or ([self.address_prefix] if self.address_prefix is not None else [])


class Subnet(msgspec.Struct, rename="camel"):
    """A subnet of a virtual network."""

    name: str
    properties: SubnetProperties


class VirtualNetworkProperties(msgspec.Struct, rename="camel", omit_defaults=True):
    """What may be sent of a virtual network."""

    address_space: AddressSpace
    dhcp_options: DhcpOptions | None = None
    subnets: list[Subnet] | None = None
    enable_ddos_protection: bool | None = None


class VirtualNetworkBody(msgspec.Struct, rename="camel", omit_defaults=True):
    """The body of a PUT."""

    properties: VirtualNetworkProperties
    tags: dict[str, str] | None = None

    def subnets(self) -> list[Subnet]:
        """Give the subnets; a PUT without the property has none."""
        return self.properties.subnets or []


class VirtualNetworks(TrackedType):
    """Virtual networks. Bodies and defaults: azure-wire section 3."""

    segment = "virtualNetworks"
    operation = "VirtualNetwork"
    body_type = VirtualNetworkBody

    def accept(self, call: Call, resource_id: str, location: str, old: Row | None) -> Accepted:  # noqa: ARG002
        """Judge a PUT: the subnets that it leaves out go, so they must be unused."""
        body = parse(call.body, VirtualNetworkBody)
        check_layout(resource_id, body)
        if old:
            refuse_use_lost(call, old, self.decode(old), body)
        kind = "UpdateVirtualNetworkOperation" if old else "PutVirtualNetworkOperation"
        return Accepted(body, [], {"updating": None}, kind)

    def properties(self, call: Call, row: Row, body: VirtualNetworkBody) -> dict[str, Any]:
        """Render a virtual network with its subnets."""
        properties = body.properties
        rendered: dict[str, Any] = {"addressSpace": {"addressPrefixes": properties.address_space.address_prefixes}}
        if properties.dhcp_options:
            rendered["dhcpOptions"] = {"dnsServers": properties.dhcp_options.dns_servers or []}
        rendered["subnets"] = [render_subnet(call, row, subnet) for subnet in body.subnets()]
        rendered["virtualNetworkPeerings"] = []
        rendered["enableDdosProtection"] = bool(properties.enable_ddos_protection)
        if call.api_version >= ENDPOINT_POLICIES_SINCE:
            rendered["privateEndpointVNetPolicies"] = "Disabled"
        return rendered

    def check_delete(self, call: Call, row: Row) -> None:
        """Refuse while a subnet is in use (cli/test_delete_dependent_resources L4247)."""
        for subnet in self.decode(row).subnets():
            refuse_in_use(call, row, subnet.name)


def render_subnet(call: Call, row: Row, subnet: Subnet) -> dict[str, Any]:
    """Render a subnet: its etag is its network's, and while another one is written it is Succeeded."""
    updating = row.facts.get("updating")
    state = row.state(call.tx.now) if updating in {None, subnet.name} else "Succeeded"
    sent = subnet.properties
    properties: dict[str, Any] = {"provisioningState": state}
    if sent.address_prefix is not None:
        properties["addressPrefix"] = sent.address_prefix
    else:
        properties["addressPrefixes"] = sent.address_prefixes
    subnet_id = f"{row.id}/subnets/{subnet.name}"
    users = [
        {"id": f"{user.id}/ipConfigurations/{name}"}
        for user in call.tx.referrers(subnet_id)
        if call.tx.now >= user.ready_at
        for name in user.facts["ipConfigurations"]
    ]
    if users:
        properties["ipConfigurations"] = users
    if sent.service_endpoints is not None:
        properties["serviceEndpoints"] = sent.service_endpoints
    properties["delegations"] = sent.delegations or []
    properties["privateEndpointNetworkPolicies"] = sent.private_endpoint_network_policies or "Disabled"
    properties["privateLinkServiceNetworkPolicies"] = sent.private_link_service_network_policies or "Enabled"
    if sent.default_outbound_access is not None:
        properties["defaultOutboundAccess"] = sent.default_outbound_access
    return {
        "name": subnet.name,
        "id": subnet_id,
        "etag": row.etag_at(call.tx.now),
        "properties": properties,
        "type": "Microsoft.Network/virtualNetworks/subnets",
    }


def check_layout(network_id: str, body: VirtualNetworkBody) -> None:
    """Refuse subnets outside the address space or over each other (AD PR 123869 in azure-facts section 7)."""
    network = network_id.rpartition("/")[2]
    space = [prefix(text, network_id) for text in body.properties.address_space.address_prefixes]
    taken: list[Any] = []
    names: set[str] = set()
    for subnet in body.subnets():
        subnet_id = f"{network_id}/subnets/{subnet.name}"
        if subnet.name.lower() in names:
            # Ours: no recording shows it.
            message = f"Resource {network_id} has two child resources with the same name ({subnet.name})."
            raise Refusal(400, "DuplicateResourceName", message)
        names.add(subnet.name.lower())
        check_name(subnet.name)
        _check_references(subnet_id, subnet.properties)
        own = [prefix(text, subnet_id) for text in subnet.properties.prefixes()]
        # The older catch-all: azure-facts section 7, and 5.2 for the smallest size.
        if not own or any(found.prefixlen > LARGEST_PREFIX[found.version] for found in own):
            message = f"Subnet '{subnet.name}' is not valid in virtual network '{network}'."
            raise Refusal(400, "NetcfgInvalidSubnet", message)
        if not all(any(found in part for part in space) for found in own):
            message = (
                f"Subnet '{subnet.name}' is not valid because its IP address range is outside the IP address range of "
                f"virtual network '{network}'."
            )
            raise Refusal(400, "NetcfgSubnetRangeOutsideVnet", message)
        if any(overlap(found, other) for found in own for other in taken):
            message = (
                f"Subnet '{subnet.name}' is not valid because its IP address range overlaps with that of an existing "
                f"subnet in virtual network '{network}'."
            )
            raise Refusal(400, "NetcfgSubnetRangesOverlap", message)
        taken.extend(own)


def refuse_use_lost(call: Call, row: Row, old: VirtualNetworkBody, new: VirtualNetworkBody) -> None:
    """Refuse where a subnet in use would go or get another range."""
    kept = {subnet.name.lower(): subnet for subnet in new.subnets()}
    for subnet in old.subnets():
        follower = kept.get(subnet.name.lower())
        if follower is None:
            refuse_in_use(call, row, subnet.name)
        elif follower.properties.prefixes() != subnet.properties.prefixes() and subnet_users(call, row, subnet.name):
            # Ours: no recording shows it.
            message = f"Subnet {subnet.name} is in use and cannot be updated."
            raise Refusal(400, "InUseSubnetCannotBeUpdated", message)


def refuse_in_use(call: Call, row: Row, subnet: str) -> None:
    """Refuse to delete a subnet in use (cli/test_delete_dependent_resources L4247)."""
    users = subnet_users(call, row, subnet)
    if users:
        message = (
            f"Subnet {subnet} is in use by {users[0]} and cannot be deleted. In order to delete the subnet, "
            "delete all the resources within the subnet. See aka.ms/deletesubnet."
        )
        raise Refusal(400, "InUseSubnetCannotBeDeleted", message)


def subnet_users(call: Call, row: Row, subnet: str) -> list[str]:
    """List the ids of the ipConfigurations in a subnet, those that are still being made included."""
    rows = call.tx.referrers(f"{row.id}/subnets/{subnet}")
    return [f"{user.id}/ipConfigurations/{name}" for user in rows for name in user.facts["ipConfigurations"]]


def _check_references(subnet_id: str, properties: SubnetProperties) -> None:
    # Practice Azure has none of these types, so what is referred to is missing.
    for reference in (properties.network_security_group, properties.route_table, properties.nat_gateway):
        if reference:
            raise missing_reference(reference.id, subnet_id)
