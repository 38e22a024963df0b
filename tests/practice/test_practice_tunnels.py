"""When two connections are Connected, and what leads nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.practice.conftest import Practice


async def look(practice: Practice, number: int = 1) -> dict[str, Any]:
    properties: dict[str, Any] = (await practice.ask("GET", practice.connection(number))).body["properties"]
    return properties


async def statuses(practice: Practice) -> list[str | None]:
    return [(await look(practice, number)).get("connectionStatus") for number in (1, 4)]


async def test_connected(practice: Practice) -> None:
    await practice.pair()
    assert await statuses(practice) == [None, None]
    assert (await look(practice))["provisioningState"] == "Updating"
    seen = []
    for _ in range(120):
        practice.azure.clock.advance(1)
        seen.append((await statuses(practice))[0])
    order = [status for at, status in enumerate(seen) if at == 0 or seen[at - 1] != status]
    assert order in ([None, "Unknown", "Connecting", "Connected"], [None, "Connecting", "Connected"])
    assert 10 <= seen.count("Connecting") <= 41
    assert await statuses(practice) == ["Connected", "Connected"]


async def test_bytes_grow_and_agree(practice: Practice) -> None:
    await practice.pair()
    practice.azure.clock.advance(50 + 40)
    assert (await look(practice))["ingressBytesTransferred"] == 0
    before = 0
    for _ in range(3):
        practice.azure.clock.advance(60)
        near, far = await look(practice), await look(practice, 4)
        assert near["ingressBytesTransferred"] == far["egressBytesTransferred"] > before
        assert near["egressBytesTransferred"] == far["ingressBytesTransferred"] > before
        before = near["ingressBytesTransferred"]


async def test_only_the_get_of_one_connection_tells(practice: Practice) -> None:
    await practice.pair()
    practice.azure.clock.advance(500)
    lists = (
        f"{practice.group(1)}/providers/Microsoft.Network/connections",
        f"{practice.gateway_path(1)}/connections",
        "/providers/Microsoft.Network/connections",
    )
    for path in lists:
        found = (await practice.ask("GET", path)).body
        assert set(found) == {"value"}
        assert practice.connection(1).rpartition("/")[2] in {one["name"] for one in found["value"]}
        for one in found["value"]:
            assert "connectionStatus" not in one["properties"]
            assert "sharedKey" not in one["properties"]
            assert one["properties"]["ingressBytesTransferred"] == 0


async def test_different_keys_never_connect_until_they_are_equal(practice: Practice) -> None:
    await practice.pair(("abc123", "abc124"))
    practice.azure.clock.advance(60)
    assert await statuses(practice) == ["Connecting", "Connecting"]
    practice.azure.clock.advance(100_000)
    assert await statuses(practice) == ["NotConnected", "NotConnected"]
    await practice.ask("PUT", f"{practice.connection(4)}/sharedkey", {"value": "abc123"})
    assert (await practice.ask("GET", f"{practice.connection(4)}/sharedkey")).body == {"value": "abc124"}
    assert (await look(practice, 4))["provisioningState"] == "Updating"
    practice.azure.clock.advance(131 + 40)
    assert await statuses(practice) == ["Connected", "Connected"]
    assert (await practice.ask("GET", f"{practice.connection(4)}/sharedkey")).body == {"value": "abc123"}


async def test_one_direction_never_connects(practice: Practice) -> None:
    await practice.side(1)
    await practice.side(4, "westus")
    await practice.ask("PUT", practice.connection(1), practice.connection_body(1, 4))
    practice.azure.clock.advance(60)
    assert (await look(practice))["connectionStatus"] == "Unknown"
    practice.azure.clock.advance(100_000)
    assert (await look(practice))["connectionStatus"] == "NotConnected"


async def test_a_direction_that_is_deleted_ends_it(practice: Practice) -> None:
    await practice.pair()
    practice.azure.clock.advance(500)
    await practice.ask("DELETE", practice.connection(4))
    assert (await look(practice))["connectionStatus"] != "Connected"
    practice.azure.clock.advance(40)
    assert (await practice.ask("GET", practice.connection(4))).status == 404


@pytest.mark.parametrize("key", ["abc123", None])
async def test_a_key_goes_only_when_it_is_replaced(practice: Practice, key: str | None) -> None:
    await practice.pair()
    practice.azure.clock.advance(500)
    await practice.done("PUT", practice.connection(1), practice.connection_body(1, 4, key, routingWeight=25))
    assert (await practice.ask("GET", f"{practice.connection(1)}/sharedkey")).body == {"value": "abc123"}
    assert await statuses(practice) == ["Connected", "Connected"]


async def test_policies_must_be_equal(practice: Practice) -> None:
    await practice.pair()
    practice.azure.clock.advance(500)
    policy = {"ikeEncryption": "AES256", "saLifeTimeSeconds": 27000}
    await practice.done("PUT", practice.connection(1), practice.connection_body(1, 4, ipsecPolicies=[policy]))
    assert await statuses(practice) == ["NotConnected", "NotConnected"]
    await practice.done("PUT", practice.connection(4), practice.connection_body(4, 1, ipsecPolicies=[policy]))
    assert await statuses(practice) == ["Connected", "Connected"]


async def test_tags_do_not_disturb_a_tunnel(practice: Practice) -> None:
    await practice.pair()
    practice.azure.clock.advance(500)
    patched = await practice.ask("PATCH", practice.gateway_path(1), {"tags": {"a": "b"}})
    # net19 L4513: 200, Updating, and no URL to poll.
    assert (patched.status, patched.body["properties"]["provisioningState"]) == (200, "Updating")
    assert "Azure-AsyncOperation" not in patched.headers
    assert patched.headers["Azure-AsyncNotification"] == "Enabled"
    await practice.ask("PATCH", practice.connection(1), {"tags": {"a": "b"}})
    assert await statuses(practice) == ["Connected", "Connected"]
    practice.azure.clock.advance(71)
    shown = (await practice.ask("GET", practice.gateway_path(1))).body
    assert (shown["tags"], shown["properties"]["provisioningState"]) == ({"a": "b"}, "Succeeded")


async def test_reset_of_a_key(practice: Practice) -> None:
    await practice.pair()
    practice.azure.clock.advance(500)
    reply = await practice.ask("POST", f"{practice.connection(1)}/sharedkey/reset", {"keyLength": 40})
    assert (reply.status, reply.raw) == (202, b"")
    assert (await practice.ask("GET", reply.headers["Location"])).status == 202
    practice.azure.clock.advance(40)
    result = await practice.ask("GET", reply.headers["Location"])
    assert (result.status, result.raw) == (200, b"null")
    key = (await practice.ask("GET", f"{practice.connection(1)}/sharedkey")).body["value"]
    assert (len(key), key == "abc123") == (40, False)
