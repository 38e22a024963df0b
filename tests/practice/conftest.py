"""Practice Azure on a socket, asked by raw HTTP; its time stands still until a test moves it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from aiohttp import ClientSession, UnixConnector

from vnetwizard.practice import Azure, serve_unix

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

STANDSTILL = 1e-9
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - the folder in it is private
SUBSCRIPTION = "/subscriptions/00000000-0000-4000-8000-000000000001"
NEW = "2026-03-01"
LONG = 10_000.0
"""Azure seconds after which any operation has ended."""


class Reply(msgspec.Struct):
    """What came back."""

    status: int
    headers: Mapping[str, str]
    raw: bytes

    @property
    def body(self) -> Any:
        return msgspec.json.decode(self.raw)

    @property
    def code(self) -> str:
        return str(self.body["error"]["code"])


class Article:
    """Paths and bodies of the article's two sides, by their numbers 1 and 4."""

    @staticmethod
    def group(number: int) -> str:
        return f"/resourceGroups/TestRG{number}"

    @staticmethod
    def resource(number: int, kind: str, name: str) -> str:
        return f"{Article.group(number)}/providers/Microsoft.Network/{kind}/{name}"

    @staticmethod
    def network(number: int) -> str:
        return Article.resource(number, "virtualNetworks", f"TestVNet{number}")

    @staticmethod
    def subnet(number: int, name: str) -> str:
        return f"{Article.network(number)}/subnets/{name}"

    @staticmethod
    def address(number: int, name: str = "GWIP") -> str:
        return Article.resource(number, "publicIPAddresses", f"TestVNet{number}{name}")

    @staticmethod
    def gateway_path(number: int) -> str:
        return Article.resource(number, "virtualNetworkGateways", f"TestVNet{number}GW")

    @staticmethod
    def connection(number: int) -> str:
        return Article.resource(number, "connections", f"From{number}")

    @staticmethod
    def network_body(number: int, location: str = "eastus") -> dict[str, Any]:
        return {
            "location": location,
            "properties": {
                "addressSpace": {"addressPrefixes": [f"10.{number}1.0.0/16"]},
                "subnets": [
                    {"name": "FrontEnd", "properties": {"addressPrefix": f"10.{number}1.0.0/24"}},
                    {"name": "GatewaySubnet", "properties": {"addressPrefix": f"10.{number}1.255.0/27"}},
                ],
            },
        }

    @staticmethod
    def address_body(location: str = "eastus") -> dict[str, Any]:
        return {
            "location": location,
            "sku": {"name": "Standard"},
            "zones": [] if location == "westus" else ["1", "2", "3"],
            "properties": {"publicIPAllocationMethod": "Static"},
        }

    @staticmethod
    def gateway_body(number: int, location: str = "eastus", sku: str = "VpnGw1AZ", **more: Any) -> dict[str, Any]:
        configuration = {
            "subnet": {"id": f"{SUBSCRIPTION}{Article.subnet(number, 'GatewaySubnet')}"},
            "publicIPAddress": {"id": f"{SUBSCRIPTION}{Article.address(number)}"},
        }
        properties = {
            "gatewayType": "Vpn",
            "vpnType": "RouteBased",
            "sku": {"name": sku, "tier": sku},
            "ipConfigurations": [{"name": "default", "properties": configuration}],
        }
        return {"location": location, "properties": properties | more}

    @staticmethod
    def connection_body(near: int, far: int, key: str | None = "abc123", **more: Any) -> dict[str, Any]:
        properties: dict[str, Any] = {
            "connectionType": "Vnet2Vnet",
            "virtualNetworkGateway1": {"id": f"{SUBSCRIPTION}{Article.gateway_path(near)}"},
            "virtualNetworkGateway2": {"id": f"{SUBSCRIPTION}{Article.gateway_path(far)}"},
        }
        if key is not None:
            properties["sharedKey"] = key
        return {"location": "westus" if near == 4 else "eastus", "properties": properties | more}


class Practice(Article):
    """A practice Azure and one client of it."""

    def __init__(self, azure: Azure, http: ClientSession) -> None:
        self.azure = azure
        self.http = http

    async def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        api: str = NEW,
        headers: dict[str, str] | None = None,
        data: bytes | None = None,
    ) -> Reply:
        """Send one request; `path` below the subscription, or a whole URL."""
        url = path
        if not path.startswith("http"):
            below = SUBSCRIPTION if path.lower().startswith(("/resource", "/providers")) else ""
            url = f"http://localhost{below}{path}?api-version={api}"
        content = data if data is not None else None if body is None else msgspec.json.encode(body)
        sent = {"Authorization": "Bearer x"} if headers is None else headers
        async with self.http.request(method, url, data=content, headers=sent) as response:
            return Reply(response.status, response.headers.copy(), await response.read())

    async def done(self, method: str, path: str, body: Any = None, *, api: str = NEW) -> Reply:
        """Send a request that must succeed, and let its operation end."""
        reply = await self.ask(method, path, body, api=api)
        assert reply.status < 300, reply.raw
        self.azure.clock.advance(LONG)
        return reply

    async def side(self, number: int, location: str = "eastus", *, gateway: bool = True) -> str:
        """Make one of the article's sides; give the gateway's id."""
        await self.done("PUT", self.group(number), {"location": location})
        await self.done("PUT", self.network(number), self.network_body(number, location))
        if not gateway:
            return ""
        await self.done("PUT", self.address(number), self.address_body(location))
        reply = await self.done("PUT", self.gateway_path(number), self.gateway_body(number, location))
        return str(reply.body["id"])

    async def pair(self, keys: tuple[str, str] = ("abc123", "abc123")) -> None:
        """Make the article's two sides and both connections; time is not moved after the second."""
        await self.side(1)
        await self.side(4, "westus")
        await self.ask("PUT", self.connection(1), self.connection_body(1, 4, keys[0]))
        reply = await self.ask("PUT", self.connection(4), self.connection_body(4, 1, keys[1]))
        assert reply.status == 201, reply.raw


@pytest.fixture
def folder() -> Iterator[Path]:
    """Give a short private folder: pytest's own is too long for a socket, and its disk is slow to sync."""
    found = Path(tempfile.mkdtemp(prefix="vnw", dir=MEMORY))
    yield found
    shutil.rmtree(found)


@pytest.fixture
def azure(folder: Path) -> Iterator[Azure]:
    """Give an Azure whose time stands still."""
    found = Azure(folder / "azure.sqlite")
    found.clock.set_speed(STANDSTILL)
    yield found
    found.close()


@pytest.fixture
async def practice(azure: Azure, folder: Path) -> AsyncIterator[Practice]:
    """Serve it."""
    socket = folder / "azure.sock"
    async with serve_unix(azure, socket), ClientSession(connector=UnixConnector(str(socket))) as http:
        yield Practice(azure, http)
