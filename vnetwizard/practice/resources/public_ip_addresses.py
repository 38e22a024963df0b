"""Microsoft.Network/publicIPAddresses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import msgspec

from vnetwizard.practice.addresses import public_address
from vnetwizard.practice.call import parse
from vnetwizard.practice.errors import Refusal
from vnetwizard.practice.regions import REGIONS
from vnetwizard.practice.resources.base import Accepted, TrackedType, Whole

if TYPE_CHECKING:
    from vnetwizard.practice.call import Call
    from vnetwizard.practice.transaction import Row


class Sku(msgspec.Struct, rename="camel"):
    """Basic is Azure's default, and refused today."""

    name: Literal["Basic", "Standard", "StandardV2"] | None = "Basic"
    tier: Literal["Regional", "Global"] | None = "Regional"


class PublicIPAddressProperties(msgspec.Struct, rename="camel", omit_defaults=True):
    """What may be sent of a public IP address. Practice Azure has IPv4 addresses only: a gateway takes no others."""

    allocation_method: Literal["Static", "Dynamic"] | None = msgspec.field(
        default=None, name="publicIPAllocationMethod"
    )
    address_version: Literal["IPv4"] | None = msgspec.field(default=None, name="publicIPAddressVersion")
    idle_timeout_in_minutes: Whole | None = None
    ip_tags: list[dict[str, str]] | None = None


class PublicIPAddressBody(msgspec.Struct, rename="camel", omit_defaults=True):
    """The body of a PUT."""

    properties: PublicIPAddressProperties = msgspec.field(default_factory=PublicIPAddressProperties)
    sku: Sku | None = None
    zones: list[str] | None = None
    tags: dict[str, str] | None = None


class PublicIPAddresses(TrackedType):
    """Public IP addresses. Bodies and defaults: azure-wire section 3, the recording of 2025."""

    segment = "publicIPAddresses"
    operation = "PublicIpAddress"
    body_type = PublicIPAddressBody

    def accept(self, call: Call, resource_id: str, location: str, old: Row | None) -> Accepted:
        """Judge a PUT; the address is drawn now and shown when the operation has ended."""
        body = parse(call.body, PublicIPAddressBody)
        body.sku = body.sku or Sku()
        if body.sku.name in {None, "Basic"}:
            message = (
                "Cannot create more than 0 IPv4 Basic SKU public IP addresses for this subscription in this region."
            )
            raise Refusal(400, "IPv4BasicSkuPublicIpCountLimitReached", message)
        if body.properties.allocation_method != "Static":
            # The message is of an issue thread (azure-facts 4.3), the code is ours.
            message = "Static IP allocation must be used when creating Standard SKU public IP addresses."
            raise Refusal(400, "StandardSkuPublicIPAddressesMustBeStatic", message)
        if body.zones and not REGIONS[location].zones:
            message = f"The resource '{resource_id}' does not support availability zones at location '{location}'."
            raise Refusal(400, "LocationNotSupportAvailabilityZones", message)
        if old and sorted(self.decode(old).zones or []) != sorted(body.zones or []):
            # Zones are immutable (azure-facts 4.3); the code is ours.
            message = f"Resource {resource_id} has an existing availability zone constraint, which cannot be changed."
            raise Refusal(400, "ResourceAvailabilityZonesCannotBeModified", message)
        facts = old.facts if old else {"ipAddress": public_address(call.tx.next_address())}
        kind = "UpdatePublicIpAddressOperation" if old else "PutPublicIpAddressOperation"
        return Accepted(body, [], facts, kind)

    def properties(self, call: Call, row: Row, body: PublicIPAddressBody) -> dict[str, Any]:
        """Render a public IP address."""
        sent = body.properties
        properties: dict[str, Any] = {}
        if call.tx.now >= row.ready_at:
            properties["ipAddress"] = row.facts["ipAddress"]
        properties["publicIPAddressVersion"] = sent.address_version or "IPv4"
        properties["publicIPAllocationMethod"] = sent.allocation_method
        properties["idleTimeoutInMinutes"] = sent.idle_timeout_in_minutes or 4
        properties["ipTags"] = sent.ip_tags or []
        user = holder(call, row)
        if user and call.tx.now >= user[0].ready_at:
            properties["ipConfiguration"] = {"id": user[1]}
        properties["ddosSettings"] = {"protectionMode": "VirtualNetworkInherited"}
        return properties

    def render(self, call: Call, row: Row) -> dict[str, Any]:
        """Render in the order of this type: it and the SKU come last."""
        body: PublicIPAddressBody = self.decode(row)
        rendered: dict[str, Any] = {"name": row.name, "id": row.id, "etag": row.etag_at(call.tx.now)}
        rendered["location"] = row.location
        if body.tags is not None:
            rendered["tags"] = body.tags
        if body.zones:
            rendered["zones"] = body.zones
        rendered["properties"] = self.all_properties(call, row, body)
        sku = body.sku or Sku()
        return rendered | {"type": self.type, "sku": {"name": sku.name, "tier": sku.tier or "Regional"}}

    def check_delete(self, call: Call, row: Row) -> None:
        """Refuse while it is attached (cli/test_delete_dependent_resources L4190)."""
        user = holder(call, row)
        if user:
            message = (
                f"Public IP address {row.id} can not be deleted since it is still allocated to resource {user[1]}. In "
                "order to delete the public IP, disassociate/detach the Public IP address from the resource.  To "
                "learn how to do this, see aka.ms/deletepublicip."
            )
            raise Refusal(400, "PublicIPAddressCannotBeDeleted", message)


def holder(call: Call, row: Row) -> tuple[Row, str] | None:
    """Give who uses a public IP address, and the id of the ipConfiguration that does; None where nobody does."""
    for user in call.tx.referrers(row.key):
        for name, address in user.facts["ipConfigurations"].items():
            if address == row.key:
                return user, f"{user.id}/ipConfigurations/{name}"
    return None
