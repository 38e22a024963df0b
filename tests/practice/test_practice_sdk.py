"""The unmodified SDKs do the whole job against practice Azure, at high speed."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any, Self

from aiohttp import ClientSession, UnixConnector
from azure.core.credentials import AccessToken
from azure.core.pipeline.transport import AioHttpTransport
from azure.mgmt.network.aio import NetworkManagementClient
from azure.mgmt.resource.resources.aio import ResourceManagementClient
from azure.mgmt.subscription.aio import SubscriptionClient

from vnetwizard.practice import Azure, serve_unix

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

SPEED = 20_000.0
CONNECTED_AND_SENT = 600.0
"""Azure seconds after which a tunnel has come up and carried something."""
PLAIN: dict[str, Any] = {"enforce_https": False}
SUBSCRIPTION_ID = "00000000-0000-4000-8000-000000000001"


class Token:
    """A credential that needs no sign-in."""

    async def get_token(
        self, *_: str, claims: str | None = None, tenant_id: str | None = None, enable_cae: bool = False, **__: Any
    ) -> AccessToken:
        del claims, tenant_id, enable_cae
        return AccessToken("practice", int(time.time()) + 3600)

    async def close(self) -> None: ...

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None = None,
        exc_value: BaseException | None = None,
        traceback: TracebackType | None = None,
    ) -> None: ...


class FastTransport(AioHttpTransport):  # type: ignore[misc] # azure-core hides it behind a lazy import
    """Sleeps Azure seconds."""

    async def sleep(self, duration: float) -> None:
        await asyncio.sleep(duration / SPEED)


async def _side(resources: Any, network: Any, number: int, location: str, zones: list[str]) -> Any:
    group, name = f"TestRG{number}", f"TestVNet{number}"
    await resources.resource_groups.create_or_update(group, {"location": location}, **PLAIN)
    body: dict[str, Any] = {
        "location": location,
        "properties": {
            "addressSpace": {"addressPrefixes": [f"10.{number}1.0.0/16"]},
            "subnets": [{"name": "FrontEnd", "properties": {"addressPrefix": f"10.{number}1.0.0/24"}}],
        },
    }
    poller = await network.virtual_networks.begin_create_or_update(group, name, body, **PLAIN)
    assert (await poller.result()).provisioning_state == "Succeeded"
    body = {"properties": {"addressPrefix": f"10.{number}1.255.0/27"}}
    poller = await network.subnets.begin_create_or_update(group, name, "GatewaySubnet", body, **PLAIN)
    subnet = await poller.result()
    body = {
        "location": location,
        "sku": {"name": "Standard"},
        "zones": zones,
        "properties": {"publicIPAllocationMethod": "Static"},
    }
    poller = await network.public_ip_addresses.begin_create_or_update(group, f"{name}GWIP", body, **PLAIN)
    address = await poller.result()
    assert address.ip_address
    configuration = {"subnet": {"id": subnet.id}, "publicIPAddress": {"id": address.id}}
    body = {
        "location": location,
        "properties": {
            "gatewayType": "Vpn",
            "vpnType": "RouteBased",
            "sku": {"name": "VpnGw1AZ", "tier": "VpnGw1AZ"},
            "ipConfigurations": [{"name": "default", "properties": configuration}],
        },
    }
    poller = await network.virtual_network_gateways.begin_create_or_update(group, f"{name}GW", body, **PLAIN)
    return await poller.result()


async def _connect(network: Any, number: int, near: Any, far: Any) -> Any:
    body = {
        "location": near.location,
        "properties": {
            "connectionType": "Vnet2Vnet",
            "virtualNetworkGateway1": {"id": near.id},
            "virtualNetworkGateway2": {"id": far.id},
            "sharedKey": "abc123",
        },
    }
    connections = network.virtual_network_gateway_connections
    poller = await connections.begin_create_or_update(f"TestRG{number}", f"From{number}", body, **PLAIN)
    return await poller.result()


async def _bytes(network: Any) -> list[tuple[str, int, int]]:
    connections = network.virtual_network_gateway_connections
    found = [await connections.get(f"TestRG{number}", f"From{number}", **PLAIN) for number in (1, 4)]
    return [(one.connection_status, one.ingress_bytes_transferred, one.egress_bytes_transferred) for one in found]


async def test_the_whole_job_there_and_back(folder: Path) -> None:
    azure = Azure(folder / "azure.sqlite")
    azure.clock.set_speed(SPEED)
    socket = folder / "azure.sock"
    async with serve_unix(azure, socket), ClientSession(connector=UnixConnector(str(socket))) as session:
        options: dict[str, Any] = {
            "base_url": "http://localhost",
            "credential_scopes": ["x"],
            "transport": FastTransport(session=session, session_owner=False),
        }
        subscriptions = SubscriptionClient(Token(), **options)
        assert [found.subscription_id async for found in subscriptions.subscriptions.list(**PLAIN)] == [SUBSCRIPTION_ID]
        locations = subscriptions.subscriptions.list_locations(SUBSCRIPTION_ID, **PLAIN)
        assert {"eastus", "westus"} <= {found.name async for found in locations}
        resources = ResourceManagementClient(Token(), SUBSCRIPTION_ID, **options)
        network = NetworkManagementClient(Token(), SUBSCRIPTION_ID, **options)
        assert not await resources.resource_groups.check_existence("TestRG1", **PLAIN)
        near, far = await asyncio.gather(
            _side(resources, network, 1, "East US", ["1", "2", "3"]), _side(resources, network, 4, "westus", [])
        )
        assert (near.location, near.bgp_settings.asn, near.vpn_gateway_generation) == ("eastus", 65515, "Generation1")
        await asyncio.gather(_connect(network, 1, near, far), _connect(network, 4, far, near))
        azure.clock.advance(CONNECTED_AND_SENT)
        assert all(status == "Connected" and sent for status, _, sent in await _bytes(network))
        connections = network.virtual_network_gateway_connections
        assert (await connections.get("TestRG1", "From1", **PLAIN)).shared_key is None
        assert (await connections.get_shared_key("TestRG1", "From1", **PLAIN)).value == "abc123"
        assert set(azure.creations().values()) == {1}
        for number in (1, 4):
            await (await connections.begin_delete(f"TestRG{number}", f"From{number}", **PLAIN)).result()
        for number in (1, 4):
            await (await resources.resource_groups.begin_delete(f"TestRG{number}", **PLAIN)).result()
        assert [found async for found in resources.resource_groups.list(**PLAIN)] == []
    azure.close()
