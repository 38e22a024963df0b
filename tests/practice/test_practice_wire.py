"""Practice Azure's answers against facts distilled from recordings of the real service (tests/wire)."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.practice.conftest import Practice, Reply

WIRE = Path(__file__).parent.parent / "wire"
KINDS: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
    "null": type(None),
}
GUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"


def recorded(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((WIRE / f"{name}.json").read_text())
    return found


def extra(fact: Any, found: Any, where: str = "") -> set[str]:
    """Check that a body has the recorded fields, types and order; give the names of fields that it has besides."""
    if isinstance(fact, dict):
        assert isinstance(found, dict), where
        assert [key for key in found if key in fact] == list(fact), where
        more = set(found) - set(fact)
        return more.union(*(extra(fact[key], found[key], f"{where}.{key}") for key in fact))
    if isinstance(fact, list):
        assert isinstance(found, list), where
        return set().union(*(extra(fact[0], item, f"{where}[]") for item in found)) if fact else set()
    assert isinstance(found, KINDS[fact]), where
    assert fact == "boolean" or not isinstance(found, bool), where
    return set()


def check(fact: dict[str, Any], reply: Reply) -> None:
    assert reply.status == fact["status"], reply.raw
    for name, value in fact["headers"].items():
        expected = value if isinstance(value, str) else reply.headers.get(name) if value else None
        assert reply.headers.get(name) == expected, name
        assert (name in reply.headers) == bool(value), name
    if fact["body"] is None:
        assert reply.raw == b""
        return
    # 2025: minified, and no byte more than it takes.
    assert reply.raw == json.dumps(reply.body, separators=(",", ":"), ensure_ascii=False).encode()
    assert extra(fact["body"], reply.body) <= set(fact.get("newer", {}).get("fields", ()))


async def test_virtual_network(practice: Practice) -> None:
    facts = recorded("virtual_networks")
    path, body = practice.network(1), practice.network_body(1)
    body["properties"]["subnets"] = []
    await practice.done("PUT", practice.group(1), {"location": "eastus"})
    made = await practice.ask("PUT", path, body, api=facts["put_new"]["api_version"])
    check(facts["put_new"], made)
    assert made.body["properties"]["provisioningState"] == "Updating"
    practice.azure.clock.advance(24)
    shown = await practice.ask("GET", path, api=facts["get"]["api_version"])
    check(facts["get"], shown)
    assert shown.body["properties"]["provisioningState"] == "Succeeded"
    assert shown.headers["ETag"] == shown.body["etag"] != made.body["etag"]
    assert shown.body["properties"]["resourceGuid"] == made.body["properties"]["resourceGuid"]
    body = practice.network_body(1) | {"tags": {}}
    body["properties"] |= {"dhcpOptions": {"dnsServers": ["1.2.3.4"]}}
    fact = facts["put_existing"]
    check(fact, await practice.done("PUT", path, body, api=fact["api_version"]))
    check(facts["delete"], await practice.ask("DELETE", path, api=facts["delete"]["api_version"]))


async def test_subnet(practice: Practice) -> None:
    facts = recorded("subnets")
    await practice.side(1, gateway=False)
    path, body = practice.subnet(1, "BackEnd"), {"properties": {"addressPrefix": "10.11.1.0/24"}}
    before = (await practice.ask("GET", practice.network(1))).body
    made = await practice.ask("PUT", path, body, api=facts["put_new"]["api_version"])
    check(facts["put_new"], made)
    practice.azure.clock.advance(11)
    shown = await practice.ask("GET", path, api=facts["get"]["api_version"])
    check(facts["get"], shown)
    parent = (await practice.ask("GET", practice.network(1))).body
    assert parent["etag"] == shown.body["etag"] != before["etag"]
    assert {found["etag"] for found in parent["properties"]["subnets"]} == {parent["etag"]}


async def test_public_ip_address(practice: Practice) -> None:
    facts = recorded("public_ip_addresses")
    await practice.done("PUT", practice.group(1), {"location": "eastus"})
    path, body = practice.address(1), practice.address_body()
    made = await practice.ask("PUT", path, body | {"zones": []}, api=facts["put_new"]["api_version"])
    check(facts["put_new"], made)
    practice.azure.clock.advance(8)
    check(facts["get_static"], await practice.ask("GET", path, api=facts["get_static"]["api_version"]))
    check(facts["delete"], await practice.done("DELETE", path, api=facts["delete"]["api_version"]))
    await practice.done("PUT", path, body)
    check(facts["get_zoned"], await practice.ask("GET", path, api=facts["get_zoned"]["api_version"]))


async def test_gateway(practice: Practice) -> None:
    facts = recorded("virtual_network_gateways")
    await practice.side(1, gateway=False)
    await practice.done("PUT", practice.address(1), practice.address_body())
    path = practice.gateway_path(1)
    bgp = {"asn": 65515, "bgpPeeringAddress": "10.11.255.30", "peerWeight": 0}
    body = practice.gateway_body(1, bgpSettings=bgp, vpnGatewayGeneration="Generation1", enableBgp=False)
    check(facts["put_new"], await practice.ask("PUT", path, body, api=facts["put_new"]["api_version"]))
    practice.azure.clock.advance(1199)
    assert (await practice.ask("GET", path)).body["properties"]["provisioningState"] == "Updating"
    practice.azure.clock.advance(301)
    shown = await practice.ask("GET", path, api=facts["get"]["api_version"])
    check(facts["get"], shown)
    assert shown.body["properties"]["provisioningState"] == "Succeeded"
    check(facts["delete"], await practice.ask("DELETE", path, api=facts["delete"]["api_version"]))
    assert (await practice.ask("GET", path)).body["properties"]["provisioningState"] == "Deleting"
    practice.azure.clock.advance(584)
    assert (await practice.ask("GET", path)).status == 404


async def test_connection(practice: Practice) -> None:
    facts = recorded("connections")
    await practice.side(1)
    await practice.side(4, "westus")
    path, body = practice.connection(1), practice.connection_body(1, 4)
    check(facts["put_new"], await practice.ask("PUT", path, body, api=facts["put_new"]["api_version"]))
    practice.azure.clock.advance(50)
    body["tags"] = {"foo": "boo"}
    fact = facts["put_existing"]
    check(fact, await practice.done("PUT", path, body, api=fact["api_version"]))
    check(facts["get"], await practice.ask("GET", path, api=facts["get"]["api_version"]))
    fact = facts["put_shared_key"]
    check(fact, await practice.done("PUT", f"{path}/sharedkey", {"value": "AzureAbc123"}, api=fact["api_version"]))
    shown = await practice.ask("GET", f"{path}/sharedkey", api=facts["get_shared_key"]["api_version"])
    check(facts["get_shared_key"], shown)
    assert shown.body == {"value": "AzureAbc123"}


async def test_operation(practice: Practice) -> None:
    facts = recorded("operations")
    await practice.done("PUT", practice.group(1), {"location": "East US"})
    made = await practice.ask("PUT", practice.network(1), practice.network_body(1))
    url = made.headers["Azure-AsyncOperation"]
    # The URL of 2025: long, signed, and named after the request that began it.
    assert re.search(
        rf"/providers/Microsoft.Network/locations/eastus/operations/{GUID}\?api-version=2026-03-01&t=\d{{18}}&c=", url
    )
    assert len(url) >= 3_000
    assert made.headers["x-ms-request-id"] in url
    check(facts["in_progress"], await practice.ask("GET", url))
    practice.azure.clock.advance(24)
    reply = await practice.ask("GET", url)
    check(facts["succeeded"], reply)
    assert reply.raw == b'{"status":"Succeeded"}'
    for broken in (url[:-1], url.replace("&c=", "&c=x"), url.partition("&")[0]):
        assert (await practice.ask("GET", broken)).code == "OperationNotFound"


async def test_retry_after_of_a_gateway(practice: Practice) -> None:
    await practice.side(1, gateway=False)
    await practice.done("PUT", practice.address(1), practice.address_body())
    made = await practice.ask("PUT", practice.gateway_path(1), practice.gateway_body(1))
    waits = []
    while "Retry-After" in (poll := await practice.ask("GET", made.headers["Azure-AsyncOperation"])).headers:
        waits.append(int(poll.headers["Retry-After"]))
        practice.azure.clock.advance(waits[-1])
    # network-22.1.0 test_cli_mgmt_network_base L1652 to L2156.
    assert waits[:10] == [10, 20, 20, 40, 40, 80, 160, 100, 100, 100]
    assert sum(waits[:-1]) < 1500


async def test_resource_group(practice: Practice) -> None:
    facts = recorded("resource_groups")
    path = "/resourcegroups/TestRG1"
    body = {"location": "westus", "managedBy": "test_admin", "tags": {"a": "b", "c": ""}}
    fact = facts["head_missing"]
    reply = await practice.ask("HEAD", path)
    assert (reply.status, reply.raw, reply.headers["x-ms-failure-cause"]) == (fact["status"], b"", "gateway")
    made = await practice.ask("PUT", path, body)
    check(facts["put_new"], made)
    assert made.body["id"].endswith("/resourceGroups/TestRG1")
    check(facts["put_existing"], await practice.ask("PUT", path, body | {"tags": {}}))
    await practice.ask("PATCH", path, {"tags": {"a": "b", "c": ""}})
    check(facts["get"], await practice.ask("GET", path))
    check(facts["head"], await practice.ask("HEAD", path))
    await practice.ask("PUT", "/resourcegroups/AnotherRG", {"location": "West Europe", "tags": {}})
    await practice.ask("PUT", path, {"location": "westus", "tags": {}})
    fact = facts["list"]
    listed = await practice.ask("GET", "/resourcegroups", api=fact["api_version"])
    check(fact, listed)
    assert sorted((one["name"], one["location"]) for one in listed.body["value"]) == [
        ("AnotherRG", "westeurope"),
        ("TestRG1", "westus"),
    ]
    deleted = await practice.ask("DELETE", path)
    check(facts["delete"], deleted)
    assert deleted.headers["Retry-After"] == "15"
    assert len(deleted.headers["Location"]) >= 3_400
    await practice.ask("PATCH", path, {"tags": {}})
    shown = await practice.ask("GET", path)
    assert shown.body["properties"] == {"provisioningState": "Deleting"}
    practice.azure.clock.advance(15)
    polled = await practice.ask("GET", deleted.headers["Location"])
    check(facts["poll"], polled)
    assert polled.headers["Location"] != deleted.headers["Location"]
    practice.azure.clock.advance(33)
    check(facts["polled"], await practice.ask("GET", polled.headers["Location"]))
    missing = await practice.ask("GET", path)
    check(facts["get_missing"], missing)
    assert missing.body["error"]["message"] == "Resource group 'TestRG1' could not be found."


async def test_subscriptions(practice: Practice) -> None:
    check(recorded("subscriptions")["list"], await practice.ask("GET", "/subscriptions", api="2019-11-01"))
    short = await practice.ask("GET", "/subscriptions/00000000-0000-4000-8000-000000000001/locations", api="2016-06-01")
    assert list(short.body["value"][0]) == ["id", "name", "displayName", "longitude", "latitude"]
    full = await practice.ask("GET", "/subscriptions/00000000-0000-4000-8000-000000000001/locations", api="2019-11-01")
    assert full.body["value"][0]["metadata"]["regionType"] == "Physical"


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
async def test_headers_of_every_answer(practice: Practice, method: str) -> None:
    reply = await practice.ask(method, practice.group(1), {"location": "eastus"} if method == "PUT" else None)
    for name in ("x-ms-request-id", "x-ms-correlation-request-id"):
        assert re.fullmatch(GUID, reply.headers[name])
    correlation = reply.headers["x-ms-correlation-request-id"]
    assert re.fullmatch(rf"WESTUS2:\d{{8}}T\d{{6}}Z:{correlation}", reply.headers["x-ms-routing-request-id"])
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    kind = {"GET": "reads", "PUT": "writes", "DELETE": "deletes"}[method]
    assert f"x-ms-ratelimit-remaining-subscription-{kind}" in reply.headers
    assert "Server" not in reply.headers
    assert ("x-ms-operation-identifier" in reply.headers) == (method != "GET")


async def test_errors_have_the_recorded_words_and_shapes(practice: Practice) -> None:
    facts = recorded("errors")
    gateway = await practice.side(1)
    user = f"{gateway}/ipConfigurations/default"
    missing = await practice.ask("GET", practice.resource(1, "connections", "Nothing"))
    _check_error(facts["resource_not_found"], missing, type="connections", name="Nothing", group="TestRG1")
    nowhere = await practice.ask("GET", practice.network(2))
    _check_error(facts["resource_group_not_found"], nowhere, group="TestRG2")
    used = await practice.ask("DELETE", practice.network(1))
    _check_error(facts["in_use_subnet"], used, subnet="GatewaySubnet", user=user)
    held = await practice.ask("DELETE", practice.address(1))
    address = gateway.replace("virtualNetworkGateways/TestVNet1GW", "publicIPAddresses/TestVNet1GWIP")
    _check_error(facts["public_ip_address"], held, id=address, user=user)


def _check_error(fact: dict[str, Any], reply: Reply, **values: str) -> None:
    assert reply.status == fact["status"]
    for name, value in fact["headers"].items():
        assert reply.headers.get(name, False) == value, name
    expected = fact["error"] | {"message": fact["error"]["message"].format_map(values)}
    assert reply.body == {"error": expected}
    assert list(reply.body["error"]) == list(expected)
