"""Lists, deletions, ids in any case, and what is kept of a state."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from tests.practice.conftest import Practice


async def test_ids_are_found_in_any_case_and_come_back_canonical(practice: Practice) -> None:
    await practice.side(1)
    for path in (practice.network(1), practice.gateway_path(1), practice.address(1), practice.subnet(1, "FrontEnd")):
        plain = await practice.ask("GET", path)
        for spelled in (path.upper(), path.lower(), path + "/"):
            url = f"/SUBSCRIPTIONS/00000000-0000-4000-8000-000000000001{spelled}"
            assert (await practice.ask("GET", url)).body == plain.body
        assert plain.body["id"].endswith(path)


async def test_references_come_back_canonical(practice: Practice) -> None:
    await practice.side(1, gateway=False)
    await practice.done("PUT", practice.address(1), practice.address_body())
    body = practice.gateway_body(1)
    properties: dict[str, dict[str, str]] = body["properties"]["ipConfigurations"][0]["properties"]
    plain = {name: {"id": value["id"]} for name, value in properties.items()}
    for value in properties.values():
        value["id"] = value["id"].upper()
    made = await practice.done("PUT", practice.gateway_path(1).upper(), body)
    found = made.body["properties"]["ipConfigurations"][0]["properties"]
    assert {name: found[name] for name in plain} == plain
    # The name keeps the case of its creation, the group that of its own.
    assert made.body["id"].endswith(
        "/resourceGroups/TestRG1/providers/Microsoft.Network/virtualNetworkGateways/TESTVNET1GW"
    )


async def test_what_a_gateway_leaves_on_others_appears_when_it_is_made(practice: Practice) -> None:
    await practice.side(1, gateway=False)
    await practice.done("PUT", practice.address(1), practice.address_body())
    made = await practice.ask("PUT", practice.gateway_path(1), practice.gateway_body(1))
    assert made.body["properties"]["bgpSettings"]["asn"] == 0
    assert made.body["properties"]["vpnGatewayGeneration"] == "None"
    assert "vpnClientConfiguration" in made.body["properties"]

    async def traces() -> tuple[Any, Any]:
        subnet = (await practice.ask("GET", practice.subnet(1, "GatewaySubnet"))).body
        address = (await practice.ask("GET", practice.address(1))).body
        return subnet["properties"].get("ipConfigurations"), address["properties"].get("ipConfiguration")

    assert await traces() == (None, None)
    practice.azure.clock.advance(1500)
    user = {"id": f"{made.body['id']}/ipConfigurations/default"}
    assert await traces() == ([user], user)
    shown = (await practice.ask("GET", practice.gateway_path(1))).body["properties"]
    address = (await practice.ask("GET", practice.address(1))).body["properties"]["ipAddress"]
    assert shown["bgpSettings"]["asn"] == 65515
    assert shown["bgpSettings"]["bgpPeeringAddress"] == "10.11.255.30"
    assert shown["bgpSettings"]["bgpPeeringAddresses"][0]["tunnelIpAddresses"] == [address]
    assert "vpnClientConfiguration" not in shown
    await practice.done("DELETE", practice.gateway_path(1))
    assert await traces() == (None, None)


async def test_an_active_active_gateway_takes_the_first_two_addresses(practice: Practice) -> None:
    await practice.side(1, gateway=False)
    for name in ("GWIP", "Two"):
        await practice.done("PUT", practice.address(1, name), practice.address_body())
    body = practice.gateway_body(1, activeActive=True, bgpSettings={"asn": 65010, "bgpPeeringAddress": "10.11.255.20"})
    first = body["properties"]["ipConfigurations"][0]
    second = msgspec.json.decode(msgspec.json.encode(first).replace(b"TestVNet1GWIP", b"TestVNet1Two"))
    body["properties"]["ipConfigurations"].append(second | {"name": "second"})
    await practice.done("PUT", practice.gateway_path(1), body)
    bgp = (await practice.ask("GET", practice.gateway_path(1))).body["properties"]["bgpSettings"]
    assert (bgp["asn"], bgp["bgpPeeringAddress"]) == (65010, "10.11.255.4,10.11.255.5")
    assert len({item["tunnelIpAddresses"][0] for item in bgp["bgpPeeringAddresses"]}) == 2


async def test_lists(practice: Practice) -> None:
    await practice.side(1)
    await practice.side(4, "westus", gateway=False)
    for kind, names in {
        "virtualNetworks": (["TestVNet1"], ["TestVNet1", "TestVNet4"]),
        "virtualNetworkGateways": (["TestVNet1GW"], ["TestVNet1GW"]),
        "publicIPAddresses": (["TestVNet1GWIP"], ["TestVNet1GWIP"]),
        "connections": ([], []),
    }.items():
        for scope, expected in zip((practice.group(1), ""), names, strict=True):
            reply = await practice.ask("GET", f"{scope}/providers/Microsoft.Network/{kind}")
            assert set(reply.body) == {"value"}
            assert [found["name"] for found in reply.body["value"]] == expected
            assert "ETag" not in reply.headers
    groups = (await practice.ask("GET", "/resourcegroups")).body["value"]
    assert [found["name"] for found in groups] == ["TestRG1", "TestRG4"]
    subnets = (await practice.ask("GET", f"{practice.network(1)}/subnets")).body["value"]
    assert [found["name"] for found in subnets] == ["FrontEnd", "GatewaySubnet"]
    inside = (await practice.ask("GET", f"{practice.group(1)}/resources")).body["value"]
    assert len(inside) == 3


async def test_deleting_what_is_not_there(practice: Practice) -> None:
    await practice.side(1, gateway=False)
    for path in (practice.connection(1), practice.gateway_path(1), practice.address(1), practice.subnet(1, "None")):
        reply = await practice.ask("DELETE", path)
        assert (reply.status, reply.raw) == (204, b"")
        assert not {"Location", "Azure-AsyncOperation"} & set(reply.headers)
    assert (await practice.ask("DELETE", practice.group(7))).code == "ResourceGroupNotFound"


async def test_a_deletion_in_progress(practice: Practice) -> None:
    await practice.side(1)
    first = await practice.ask("DELETE", practice.gateway_path(1))
    again = await practice.ask("DELETE", practice.gateway_path(1))
    assert again.headers["Azure-AsyncOperation"] == first.headers["Azure-AsyncOperation"]
    put = await practice.ask("PUT", practice.gateway_path(1), practice.gateway_body(1))
    assert put.code == "AnotherOperationInProgress"
    assert (await practice.ask("DELETE", practice.address(1))).code == "PublicIPAddressCannotBeDeleted"
    practice.azure.clock.advance(584)
    assert (await practice.ask("GET", first.headers["Azure-AsyncOperation"])).body == {"status": "Succeeded"}
    assert (await practice.ask("GET", first.headers["Location"])).status == 204
    assert (await practice.ask("DELETE", practice.gateway_path(1))).status == 204
    # What is deleted can be made again, and is another one.
    assert (await practice.ask("PUT", practice.gateway_path(1), practice.gateway_body(1))).status == 201
    key = f"{practice.gateway_path(1)}".lower()
    assert [count for found, count in practice.azure.creations().items() if found.endswith(key)] == [2]


async def test_a_group_goes_with_all_that_is_in_it(practice: Practice) -> None:
    await practice.side(1)
    first = await practice.ask("DELETE", practice.group(1))
    assert (await practice.ask("GET", practice.gateway_path(1))).body["properties"]["provisioningState"] == "Deleting"
    reply = await practice.ask("PUT", practice.network(1), practice.network_body(1))
    assert reply.code == "ResourceGroupBeingDeleted"
    practice.azure.clock.advance(779)
    assert (await practice.ask("GET", first.headers["Location"])).status == 202
    practice.azure.clock.advance(121)
    assert (await practice.ask("GET", first.headers["Location"])).status == 200
    await practice.side(1, gateway=False)
    assert len((await practice.ask("GET", f"{practice.group(1)}/resources")).body["value"]) == 1


async def test_a_group_that_others_need_stays(practice: Practice) -> None:
    await practice.pair()
    practice.azure.clock.advance(500)
    first = await practice.ask("DELETE", practice.group(1))
    practice.azure.clock.advance(900)
    result = await practice.ask("GET", first.headers["Location"])
    assert (result.status, result.code) == (409, "ResourceGroupDeletionBlocked")
    group = (await practice.ask("GET", practice.group(1))).body
    assert group["properties"]["provisioningState"] == "Succeeded"
    assert (await practice.ask("GET", practice.gateway_path(1))).body["properties"]["provisioningState"] == "Succeeded"


async def test_providers_and_tenants(practice: Practice) -> None:
    shown = (await practice.ask("GET", "/providers/microsoft.network")).body
    assert (shown["namespace"], shown["registrationState"]) == ("Microsoft.Network", "Registered")
    assert (await practice.ask("POST", "/providers/Microsoft.Network/register")).body == shown
    assert len((await practice.ask("GET", "/providers")).body["value"]) == 2
    assert (await practice.ask("GET", "/providers/Microsoft.Compute")).status == 404
    assert len((await practice.ask("GET", "/tenants")).body["value"]) == 1


@pytest.mark.parametrize(("api", "kind"), [("2015-01-01", dict), ("2019-05-01", list), ("2022-09-01", dict)])
async def test_endpoints(practice: Practice, api: str, kind: type) -> None:
    body: Any = (await practice.ask("GET", "/metadata/endpoints", api=api)).body
    cloud = body[0] if kind is list else body
    assert type(body) is kind
    assert "https://management.azure.com/" in cloud["authentication"]["audiences"]
    assert cloud["resourceManager"] == "http://localhost/"


async def test_the_result_of_a_put_is_the_resource(practice: Practice) -> None:
    await practice.done("PUT", practice.group(1), {"location": "eastus"})
    made = await practice.done("PUT", practice.network(1), practice.network_body(1))
    url = made.headers["Azure-AsyncOperation"].replace("/operations/", "/operationResults/")
    assert (await practice.ask("GET", url)).body == (await practice.ask("GET", practice.network(1))).body


async def test_api_versions(practice: Practice) -> None:
    await practice.pair()
    practice.azure.clock.advance(100)
    for api, shown in (("2022-05-01", True), ("2023-02-01", False), ("2026-03-01", False)):
        properties = (await practice.ask("GET", practice.connection(1), api=api)).body["properties"]
        assert ("sharedKey" in properties) == shown
    for api, shown in (("2024-05-01", False), ("2024-07-01", True)):
        properties = (await practice.ask("GET", practice.network(1), api=api)).body["properties"]
        assert ("privateEndpointVNetPolicies" in properties) == shown


EXAMPLES = 100
_JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@st.composite
def _damaged(draw: st.DrawFn, cases: list[tuple[str, dict[str, Any]]]) -> tuple[str, dict[str, Any]]:
    """Draw a path and a good body in which one value is replaced by anything."""
    path, body = copy.deepcopy(draw(st.sampled_from(cases)))
    place: Any = body
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = draw(st.sampled_from(keys))
        if isinstance(place[key], (dict, list)) and place[key] and draw(st.booleans()):
            place = place[key]
            continue
        place[key] = draw(_JSON)
        return path, body


async def test_nothing_makes_it_stumble(practice: Practice) -> None:
    await practice.side(1)
    await practice.side(4, "westus")
    cases = [
        (practice.network(1), practice.network_body(1)),
        (practice.address(1), practice.address_body()),
        (practice.gateway_path(1), practice.gateway_body(1)),
        (practice.connection(1), practice.connection_body(1, 4)),
        (practice.subnet(1, "A"), {"properties": {"addressPrefix": "10.11.1.0/24"}}),
        (practice.group(2), {"location": "eastus", "tags": {}}),
    ]
    found: list[tuple[str, dict[str, Any]]] = []

    @settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(_damaged(cases))
    def collect(case: tuple[str, dict[str, Any]]) -> None:
        found.append(case)

    collect()
    for path, body in found:
        for method in ("PUT", "PATCH"):
            reply = await practice.ask(method, path, body)
            assert reply.status < 500, (method, path, body, reply.raw)
            if reply.status >= 400:
                assert set(reply.body) == {"error"}
            elif method == "PUT":
                practice.azure.clock.advance(3000)
                assert (await practice.ask("GET", path)).status in {200, 404}
