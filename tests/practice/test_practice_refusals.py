"""What practice Azure refuses, so that a wrong pair cannot be made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.practice.conftest import Practice, Reply


def refused(reply: Reply, status: int, code: str, *, front_door: bool = False) -> None:
    """Check a refusal and its shape: the front door's or the network provider's."""
    assert (reply.status, reply.code) == (status, code), reply.raw
    assert (reply.headers.get("x-ms-failure-cause") == "gateway") == front_door
    assert ("x-ms-arm-service-request-id" in reply.headers) != front_door
    assert ("details" in reply.body["error"]) != front_door


async def addresses(practice: Practice, number: int, location: str, **more: Any) -> None:
    await practice.side(number, location, gateway=False)
    await practice.done("PUT", practice.address(number), practice.address_body(location) | more)


@pytest.mark.parametrize(
    ("prefix", "code"),
    [
        ("10.12.0.0/24", "NetcfgSubnetRangeOutsideVnet"),
        ("10.10.0.0/15", "NetcfgSubnetRangeOutsideVnet"),
        ("10.11.0.128/25", "NetcfgSubnetRangesOverlap"),
        ("10.11.5.0/30", "NetcfgInvalidSubnet"),
        ("10.11.5.1/24", "InvalidCIDRNotation"),
        ("10.11.5.0/255.255.255.0", "InvalidAddressPrefixFormat"),
        ("10.11.5/24", "InvalidAddressPrefixFormat"),
        ("somewhere", "InvalidAddressPrefixFormat"),
    ],
)
async def test_subnet_ranges(practice: Practice, prefix: str, code: str) -> None:
    await practice.side(1, gateway=False)
    before = (await practice.ask("GET", practice.network(1))).raw
    body = {"properties": {"addressPrefix": prefix}}
    refused(await practice.ask("PUT", practice.subnet(1, "BackEnd"), body), 400, code)
    whole = practice.network_body(1)
    whole["properties"]["subnets"].append({"name": "BackEnd", **body})
    refused(await practice.ask("PUT", practice.network(1), whole), 400, code)
    assert (await practice.ask("GET", practice.network(1))).raw == before


async def test_a_put_that_leaves_out_a_subnet_deletes_it_when_unused(practice: Practice) -> None:
    await practice.side(1)
    body = practice.network_body(1)
    front, gateway = body["properties"]["subnets"]
    body["properties"]["subnets"] = [gateway]
    await practice.done("PUT", practice.network(1), body)
    assert (await practice.ask("GET", practice.subnet(1, "FrontEnd"))).code == "NotFound"
    body["properties"]["subnets"] = [front]
    refused(await practice.ask("PUT", practice.network(1), body), 400, "InUseSubnetCannotBeDeleted")
    refused(await practice.ask("DELETE", practice.subnet(1, "GatewaySubnet")), 400, "InUseSubnetCannotBeDeleted")
    wider = {"properties": {"addressPrefix": "10.11.254.0/23"}}
    refused(await practice.ask("PUT", practice.subnet(1, "GatewaySubnet"), wider), 400, "InUseSubnetCannotBeUpdated")


@pytest.mark.parametrize(
    ("sku", "more", "code"),
    [
        ("VpnGw1", {}, "NonAzSkusNotAllowedForVPNGateway"),
        ("Standard", {}, "NonAzSkusNotAllowedForVPNGateway"),
        ("VpnGw9AZ", {}, "InvalidGatewaySkuSpecifiedForGatewayDeploymentType"),
        ("VpnGw1AZ", {"gatewayType": "ExpressRoute"}, "InvalidGatewaySkuSpecifiedForGatewayDeploymentType"),
        ("VpnGw1AZ", {"vpnType": "PolicyBased"}, "InvalidGatewaySkuProvidedForGatewayVpnType"),
        ("Basic", {}, "RegionalVmssVpnGatewayPublicIpsMustNotHaveZonesConfigured"),
        ("VpnGw1AZ", {"activeActive": True}, "InvalidGatewayIpConfigurations"),
        ("VpnGw1AZ", {"ipConfigurations": []}, "InvalidGatewayIpConfigurations"),
        ("VpnGw1AZ", {"vpnType": "Guesswork"}, "InvalidRequestFormat"),
        ("VpnGw1AZ", {"ipConfigurations": [{"name": "a", "properties": {}}]}, "SubnetReferenceRequired"),
    ],
)
async def test_gateway_bodies(practice: Practice, sku: str, more: dict[str, Any], code: str) -> None:
    await addresses(practice, 1, "eastus")
    body = practice.gateway_body(1, sku=sku, **more)
    refused(await practice.ask("PUT", practice.gateway_path(1), body), 400, code)
    assert (await practice.ask("GET", practice.gateway_path(1))).status == 404


async def test_gateway_subnet(practice: Practice) -> None:
    await addresses(practice, 1, "eastus")
    path, body = practice.gateway_path(1), practice.gateway_body(1)
    subnet = body["properties"]["ipConfigurations"][0]["properties"]["subnet"]
    subnet["id"] = subnet["id"].replace("GatewaySubnet", "FrontEnd")
    refused(await practice.ask("PUT", path, body), 400, "InvalidGatewaySubnetName")
    await practice.done("DELETE", practice.subnet(1, "GatewaySubnet"))
    refused(await practice.ask("PUT", path, practice.gateway_body(1)), 400, "InvalidResourceReference")
    small = {"properties": {"addressPrefix": "10.11.255.0/28"}}
    await practice.done("PUT", practice.subnet(1, "GatewaySubnet"), small)
    refused(await practice.ask("PUT", path, practice.gateway_body(1)), 400, "GatewaySubnetTooSmall")


async def test_one_gateway_to_a_network_and_one_owner_to_an_address(practice: Practice) -> None:
    await practice.side(1)
    other = practice.resource(1, "virtualNetworkGateways", "Second")
    await practice.done("PUT", practice.address(1, "Two"), practice.address_body())
    body = practice.gateway_body(1)
    refused(await practice.ask("PUT", other, body), 400, "VirtualNetworkAlreadyHasGateway")
    await practice.side(4, gateway=False)
    body["properties"]["ipConfigurations"][0]["properties"]["subnet"]["id"] = practice.gateway_body(4)["properties"][
        "ipConfigurations"
    ][0]["properties"]["subnet"]["id"]
    refused(await practice.ask("PUT", other, body), 400, "PublicIPAddressInUse")


async def test_zones(practice: Practice) -> None:
    await addresses(practice, 1, "eastus", zones=[])
    made = await practice.ask("PUT", practice.gateway_path(1), practice.gateway_body(1))
    refused(made, 400, "VmssVpnGatewayPublicIpsMustHaveZonesConfigured")
    changed = await practice.ask("PUT", practice.address(1), practice.address_body())
    refused(changed, 400, "ResourceAvailabilityZonesCannotBeModified")
    await practice.side(4, "westus", gateway=False)
    zoned = practice.address_body("westus") | {"zones": ["1"]}
    refused(await practice.ask("PUT", practice.address(4), zoned), 400, "LocationNotSupportAvailabilityZones")
    # West US has no zones: there an AZ gateway takes an address without.
    await practice.done("PUT", practice.address(4), practice.address_body("westus"))
    await practice.done("PUT", practice.gateway_path(4), practice.gateway_body(4, "westus"))


@pytest.mark.parametrize("sku", [None, {"name": "Basic"}])
async def test_basic_addresses(practice: Practice, sku: dict[str, str] | None) -> None:
    await practice.done("PUT", practice.group(1), {"location": "eastus"})
    reply = await practice.ask("PUT", practice.address(1), practice.address_body() | {"sku": sku})
    refused(reply, 400, "IPv4BasicSkuPublicIpCountLimitReached")


async def test_dynamic_addresses(practice: Practice) -> None:
    await practice.done("PUT", practice.group(1), {"location": "eastus"})
    dynamic = practice.address_body() | {"properties": {"publicIPAllocationMethod": "Dynamic"}}
    reply = await practice.ask("PUT", practice.address(1), dynamic)
    refused(reply, 400, "StandardSkuPublicIPAddressesMustBeStatic")


async def test_nothing_is_built_on_what_is_unfinished(practice: Practice) -> None:
    await practice.side(1, gateway=False)
    await practice.ask("PUT", practice.address(1), practice.address_body())
    made = await practice.ask("PUT", practice.gateway_path(1), practice.gateway_body(1))
    refused(made, 400, "ReferencedResourceNotProvisioned")
    assert "PutPublicIpAddressOperation" in made.body["error"]["message"]
    practice.azure.clock.advance(60)
    await practice.ask("PUT", practice.gateway_path(1), practice.gateway_body(1))
    await practice.side(4, gateway=False)
    await practice.done("PUT", practice.address(4), practice.address_body())
    practice.azure.clock.advance(1500)
    await practice.ask("PUT", practice.gateway_path(4), practice.gateway_body(4))
    joined = await practice.ask("PUT", practice.connection(1), practice.connection_body(1, 4))
    refused(joined, 400, "ReferencedResourceNotProvisioned")


async def test_writes_to_one_network_go_one_by_one(practice: Practice) -> None:
    await practice.side(1, gateway=False)
    first = await practice.ask("PUT", practice.subnet(1, "A"), {"properties": {"addressPrefix": "10.11.1.0/24"}})
    assert first.status == 201
    for method, path, body in (
        ("PUT", practice.subnet(1, "B"), {"properties": {"addressPrefix": "10.11.2.0/24"}}),
        ("PUT", practice.network(1), practice.network_body(1)),
        ("DELETE", practice.network(1), None),
        ("DELETE", practice.subnet(1, "FrontEnd"), None),
        ("PATCH", practice.network(1), {"tags": {}}),
    ):
        reply = await practice.ask(method, path, body)
        refused(reply, 409, "AnotherOperationInProgress")
        assert first.headers["Azure-AsyncOperation"] in reply.body["error"]["message"]
    # Another network is free.
    await practice.side(4, gateway=False)


async def test_overlap(practice: Practice) -> None:
    await practice.side(1)
    await practice.done("PUT", practice.group(4), {"location": "eastus"})
    body = practice.network_body(4)
    body["properties"]["addressSpace"]["addressPrefixes"].append("10.11.128.0/17")
    await practice.done("PUT", practice.network(4), body)
    await practice.done("PUT", practice.address(4), practice.address_body())
    await practice.done("PUT", practice.gateway_path(4), practice.gateway_body(4))
    reply = await practice.ask("PUT", practice.connection(1), practice.connection_body(1, 4))
    refused(reply, 400, "ConnectionOverlappingAddressSpaces")


async def test_overlap_with_a_third_network(practice: Practice) -> None:
    await practice.pair()
    practice.azure.clock.advance(100)
    await practice.done("PUT", practice.group(5), {"location": "eastus"})
    body = practice.network_body(5)
    body["properties"]["addressSpace"]["addressPrefixes"].append("10.41.0.0/16")
    await practice.done("PUT", practice.network(5), body)
    await practice.done("PUT", practice.address(5), practice.address_body())
    await practice.done("PUT", practice.gateway_path(5), practice.gateway_body(5))
    reply = await practice.ask("PUT", practice.connection(5), practice.connection_body(5, 1))
    refused(reply, 400, "ConnectionOverlappingAddressSpaces")


async def test_places_and_names(practice: Practice) -> None:
    await practice.side(1, gateway=False)
    moved = practice.network_body(1, "westus")
    refused(await practice.ask("PUT", practice.network(1), moved), 409, "InvalidResourceLocation", front_door=True)
    reply = await practice.ask("PUT", practice.group(1), {"location": "westus"})
    refused(reply, 409, "InvalidResourceGroupLocation", front_door=True)
    nowhere = practice.network_body(1, "atlantis")
    reply = await practice.ask("PUT", practice.network(1), nowhere)
    refused(reply, 400, "LocationNotAvailableForResourceType", front_door=True)
    reply = await practice.ask("PUT", practice.group(9), {"location": "atlantis"})
    refused(reply, 400, "LocationNotAvailableForResourceGroup", front_door=True)
    for name in ("a", "-ab", "a b", "x" * 65):
        path = practice.resource(1, "virtualNetworks", name)
        refused(await practice.ask("PUT", path, practice.network_body(1)), 400, "InvalidResourceName")
    reply = await practice.ask("PUT", "/resourceGroups/dot.", {"location": "eastus"})
    refused(reply, 400, "InvalidParameter", front_door=True)


@pytest.mark.parametrize(
    ("data", "code", "front_door"),
    [
        (b"", "InvalidRequestContent", True),
        (b"{", "InvalidRequestContent", True),
        (b"[]", "InvalidRequestContent", True),
        (b"\xff", "InvalidRequestContent", True),
        (b'{"properties":{}}', "LocationRequired", True),
        (b'{"location":7,"properties":{}}', "LocationRequired", True),
        (b'{"location":"eastus"}', "InvalidRequestFormat", False),
        (b'{"location":"eastus","properties":[]}', "InvalidRequestFormat", False),
        (
            b'{"location":"eastus","properties":{"addressSpace":{"addressPrefixes":"10.0.0.0/16"}}}',
            "InvalidRequestFormat",
            False,
        ),
    ],
)
async def test_malformed_bodies(practice: Practice, data: bytes, code: str, *, front_door: bool) -> None:
    await practice.done("PUT", practice.group(1), {"location": "eastus"})
    reply = await practice.ask("PUT", practice.network(1), data=data)
    assert (reply.status, reply.code) == (400, code)
    assert ("x-ms-failure-cause" in reply.headers) == front_door


async def test_paths(practice: Practice) -> None:
    await practice.side(1, gateway=False)
    unknown = practice.resource(1, "localNetworkGateways", "Office")
    refused(await practice.ask("GET", unknown), 404, "InvalidResourceType", front_door=True)
    other = unknown.replace("Microsoft.Network", "Microsoft.Nothing")
    refused(await practice.ask("GET", other), 404, "InvalidResourceNamespace", front_door=True)
    stranger = "/subscriptions/00000000-0000-4000-8000-00000000000f/resourceGroups"
    refused(await practice.ask("GET", stranger), 404, "SubscriptionNotFound", front_door=True)
    refused(await practice.ask("GET", "/"), 404, "NotFound", front_door=True)
    refused(await practice.ask("POST", practice.network(1), {}), 405, "MethodNotAllowed", front_door=True)
    refused(await practice.ask("GET", practice.network(1), api=""), 400, "MissingApiVersionParameter", front_door=True)
    orphan = practice.network(1) + "x/subnets/A"
    reply = await practice.ask("PUT", orphan, {"properties": {"addressPrefix": "10.11.1.0/24"}})
    refused(reply, 404, "ParentResourceNotFound", front_door=True)


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Basic abc"])
async def test_a_token_is_needed(practice: Practice, header: str | None) -> None:
    headers = {} if header is None else {"Authorization": header}
    reply = await practice.ask("PUT", practice.group(1), {"location": "eastus"}, headers=headers)
    refused(reply, 401, "AuthenticationFailed", front_door=True)
    assert "WWW-Authenticate" in reply.headers
    assert (await practice.ask("GET", practice.group(1))).status == 404
    assert (await practice.ask("GET", "/metadata/endpoints", headers=headers, api="2022-09-01")).status == 200


async def test_a_gateway_with_connections_stays(practice: Practice) -> None:
    await practice.pair()
    practice.azure.clock.advance(100)
    reply = await practice.ask("DELETE", practice.gateway_path(1))
    refused(reply, 400, "InUseVirtualNetworkGatewayCannotBeDeleted")


@pytest.mark.parametrize("key", ["", "x" * 129, "two words", "clé"])
async def test_keys(practice: Practice, key: str) -> None:
    await practice.pair()
    practice.azure.clock.advance(100)
    reply = await practice.ask("PUT", f"{practice.connection(1)}/sharedkey", {"value": key})
    refused(reply, 400, "InvalidSharedKey")
    assert not key or key not in reply.raw.decode()
