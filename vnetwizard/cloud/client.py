"""Azure's Resource Manager as a `Cloud`, through the unmodified SDK.

Writes are sent by the SDK's own operations with `polling=False`; the operations they start are looked at one request at
a time, so that each answer is in the journal before the next wait, and a later process can go on by the URL alone.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Protocol, TypeVar
from urllib.parse import urlsplit

import msgspec
from azure.core.credentials_async import AsyncTokenCredential
from azure.core.exceptions import HttpResponseError, ResourceNotFoundError
from azure.core.rest import HttpRequest
from azure.mgmt.network.aio import NetworkManagementClient
from azure.mgmt.resource.resources.aio import ResourceManagementClient

from vnetwizard.cloud import inventory, subscriptions
from vnetwizard.cloud.errors import of_body, of_write, retry_after, translate, translated
from vnetwizard.cloud.lists import listed
from vnetwizard.cloud.signin import read_identity
from vnetwizard.plan import ids
from vnetwizard.plan.cloud import (
    Answer,
    Condition,
    ConnectionReading,
    NeedsMending,
    NotSignedIn,
    OperationStatus,
    Passing,
    Refused,
    Resource,
)
from vnetwizard.topology.keys import SharedKey

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from vnetwizard.cloud.endpoints import Endpoint
    from vnetwizard.cloud.transport import PacedTransport
    from vnetwizard.plan.cloud import Body, Identity, Inventory

T = TypeVar("T")

_OK, _REDIRECTION, _UNAUTHORIZED, _INTERNAL = 200, 300, 401, 500
_UNREADABLE_KEY = "SharedKeyUnreadable"
_GROUPS = "microsoft.resources/resourcegroups"
_CONNECTIONS = "microsoft.network/connections"
_SDK_NAMES = {  # ARM type -> the SDK's operation group
    "microsoft.network/virtualnetworks": "virtual_networks",
    "microsoft.network/virtualnetworks/subnets": "subnets",
    "microsoft.network/publicipaddresses": "public_ip_addresses",
    "microsoft.network/virtualnetworkgateways": "virtual_network_gateways",
    _CONNECTIONS: "virtual_network_gateway_connections",
}
_ABSENT = frozenset({"NotFound", "ParentResourceNotFound", "ResourceGroupNotFound", "ResourceNotFound"})
_WORKING_STATES = frozenset({"accepted", "creating", "deleting", "inprogress", "pending", "running", "updating"})
_FAILED_STATES = frozenset({"failed", "canceled", "cancelled"})


class Renewable(AsyncTokenCredential, Protocol):
    """A credential that can be made to sign in again. `method` says how it signed in, for people to read."""

    method: str

    async def renew(self) -> None:
        """Forget every token."""


class AzureCloud:
    """Implements `plan.cloud.Cloud`.

    `now` tells that Azure's time. `options` go with every operation of the SDK. `tenant` is the one that
    was asked for, if one was.
    """

    def __init__(
        self,
        *,
        credential: Renewable,
        endpoint: Endpoint,
        transport: PacedTransport,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        tenant: str | None = None,
        options: dict[str, Any] | None = None,
    ) -> None:
        self._credential = credential
        self._endpoint = endpoint
        self._transport = transport
        self._now = now
        self._tenant = tenant
        self._options = options or {}
        self._scope = endpoint.audience.rstrip("/") + "/.default"
        self._network: dict[str, NetworkManagementClient] = {}
        self._resources: dict[str, ResourceManagementClient] = {}
        self._sign_in = 0

    async def identity(self) -> Identity:
        """See `Cloud`."""
        with translated():
            token = await self._credential.get_token(self._scope)
        found = read_identity(token.token, self._credential.method)
        if self._tenant and found.tenant and found.tenant.casefold() != self._tenant.casefold():
            raise NotSignedIn("AnotherTenant", f"{found.method}: tenant {found.tenant}, wanted {self._tenant}")
        return found

    async def resolve_subscription(self) -> str:
        """See `Cloud`."""
        return subscriptions.choose(await self.visible_subscriptions())

    async def visible_subscriptions(self) -> subscriptions.Visible:
        """See `Cloud`."""
        return await self._signed_in(self._list_subscriptions)

    async def resource_groups(self, subscription: str) -> tuple[tuple[str, str], ...]:
        """See `Cloud`."""
        return await self._signed_in(lambda: self._list_groups(subscription))

    async def inventory(self, resource_ids: Iterable[str]) -> Inventory:
        """See `Cloud`."""
        return await inventory.read(self, resource_ids)

    async def get(self, resource_id: str) -> Resource | None:
        """See `Cloud`."""
        body = await self._get(resource_id)
        return (
            None
            if body is None
            else Resource(id=str(body.get("id", resource_id)), condition=_condition(body), body=body)
        )

    async def put(self, resource_id: str, body: Body) -> Answer:
        """See `Cloud`."""
        parsed = ids.parse(resource_id)

        def send() -> Awaitable[Answer]:
            if parsed.arm_type.casefold() == _GROUPS:
                groups = self._resources_client(parsed.subscription).resource_groups
                return self._send(groups.create_or_update, parsed.resource_group, body)
            begin = self._operations(parsed).begin_create_or_update
            return self._send(begin, parsed.resource_group, *parsed.names, body, polling=False)

        return await self._signed_in(send)

    async def operation(self, url: str) -> OperationStatus:
        """See `Cloud`."""
        if not self._endpoint.owns(url):
            raise Refused("ForeignOperationUrl", urlsplit(url).netloc)
        response, body = await self._signed_in(lambda: self._look(url))
        state = str(body.get("status", "Succeeded")) if isinstance(body, dict) else "Succeeded"
        error = body.get("error") or {} if isinstance(body, dict) else {}
        return OperationStatus(
            condition=_condition_of(state),
            retry_after=retry_after(response.headers),
            code=str(error.get("code", "")),
            message=str(error.get("message", "")),
        )

    async def connection(self, connection_id: str) -> ConnectionReading | None:
        """See `Cloud`."""
        body = await self._get(connection_id)
        if body is None:
            return None
        properties = body.get("properties", {})
        return ConnectionReading(
            id=str(body.get("id", connection_id)),
            name=str(body.get("name", ids.parse(connection_id).name)),
            condition=_condition(body),
            status=str(properties.get("connectionStatus") or "Unknown"),
            ingress_bytes=int(properties.get("ingressBytesTransferred") or 0),
            egress_bytes=int(properties.get("egressBytesTransferred") or 0),
        )

    async def shared_key(self, connection_id: str) -> SharedKey:
        """See `Cloud`."""
        try:
            value = await self._signed_in(lambda: self._read_key(connection_id))
        except Passing as error:
            if error.status != _INTERNAL:
                raise
            # a role that may only read gets a 500 here (azure-wire §3); one that passes would have passed by now
            raise NeedsMending(
                _UNREADABLE_KEY, error.message, status=error.status, request_id=error.request_id
            ) from None
        if not isinstance(value, str) or not value:
            raise NeedsMending(_UNREADABLE_KEY, "-")
        return SharedKey(value)

    async def set_shared_key(self, connection_id: str, key: SharedKey) -> Answer:
        """See `Cloud`."""
        parsed = ids.parse(connection_id)

        def send() -> Awaitable[Answer]:
            begin = self._network_client(parsed.subscription).virtual_network_gateway_connections.begin_set_shared_key
            return self._send(begin, parsed.resource_group, parsed.name, {"value": key.reveal()}, polling=False)

        return await self._signed_in(send)

    async def sleep(self, seconds: float) -> None:
        """See `Cloud`."""
        await self._transport.sleep(seconds)

    def now(self) -> datetime:
        """See `Cloud`."""
        return self._now()

    async def _signed_in(self, ask: Callable[[], Awaitable[T]]) -> T:
        """Ask; where the token is not taken, sign in anew and ask once more: one that expired there is no question."""
        sign_in = self._sign_in
        try:
            return await ask()
        except NotSignedIn as error:
            if error.status != _UNAUTHORIZED:
                raise
        if sign_in == self._sign_in:  # of several requests that meet it, the first one signs in for all
            self._sign_in += 1
            self._network.clear()
            self._resources.clear()
            await self._credential.renew()
        return await ask()

    async def _list_subscriptions(self) -> subscriptions.Visible:
        with translated():
            return await subscriptions.visible(
                self._credential, self._endpoint, self._scope, self._transport, self._options
            )

    async def _list_groups(self, subscription: str) -> tuple[tuple[str, str], ...]:
        with translated():
            groups = self._resources_client(subscription).resource_groups.list(**self._options)
            return tuple([(str(one.name), str(one.location)) async for one in listed(groups, self._endpoint)])

    async def _look(self, url: str) -> tuple[Any, Any]:
        client = self._network_client(_subscription_of(url))
        with translated():
            response = await client.send_request(HttpRequest("GET", url), **self._options)
        body = _decoded(response.content)
        if response.status_code != _OK:
            raise of_body(response.status_code, body, response.headers)
        return response, body

    async def _read_key(self, connection_id: str) -> Any:
        parsed = ids.parse(connection_id)
        connections = self._network_client(parsed.subscription).virtual_network_gateway_connections
        with translated():
            body: Any = await connections.get_shared_key(parsed.resource_group, parsed.name, cls=_raw, **self._options)
        return body.get("value") if isinstance(body, dict) else None

    async def _get(self, resource_id: str) -> Body | None:
        """Read one resource's own JSON; None where there is none, nor a group for it to be in."""
        return await self._signed_in(lambda: self._get_once(resource_id))

    async def _get_once(self, resource_id: str) -> Body | None:
        parsed = ids.parse(resource_id)
        if parsed.arm_type.casefold() == _GROUPS:
            read: Callable[..., Any] = self._resources_client(parsed.subscription).resource_groups.get
        else:
            read = self._operations(parsed).get
        with translated():
            try:
                body: Body = await read(parsed.resource_group, *parsed.names, cls=_raw, **self._options)
            except ResourceNotFoundError as error:
                if translate(error).code in _ABSENT:
                    return None
                raise  # such as a subscription that cannot be seen: that is not an empty one
        return body

    async def _send(self, operation: Callable[..., Any], *arguments: Any, **options: Any) -> Answer:
        """Send one write, once: whether to send it again is decided after a read."""
        answers: list[Any] = []
        with translated():
            try:
                await operation(
                    *arguments,
                    raw_response_hook=lambda response: answers.append(response.http_response),
                    **options,
                    **self._options,
                )
            except HttpResponseError as error:
                if not answers or error.status_code is None or error.status_code >= _REDIRECTION:
                    raise of_write(translate(error)) from None
        response = answers[-1]
        return Answer(
            status=response.status_code,
            request_id=str(response.headers.get("x-ms-request-id", "")),
            operation_url=response.headers.get("Azure-AsyncOperation"),
            retry_after=retry_after(response.headers),
        )

    def _operations(self, parsed: ids.ResourceId) -> Any:
        return getattr(self._network_client(parsed.subscription), _SDK_NAMES[parsed.arm_type.casefold()])

    def _network_client(self, subscription: str) -> NetworkManagementClient:
        if subscription not in self._network:
            self._network[subscription] = NetworkManagementClient(
                self._credential, subscription, **self._client_options()
            )
        return self._network[subscription]

    def _resources_client(self, subscription: str) -> ResourceManagementClient:
        if subscription not in self._resources:
            self._resources[subscription] = ResourceManagementClient(
                self._credential, subscription, **self._client_options()
            )
        return self._resources[subscription]

    def _client_options(self) -> dict[str, Any]:
        return {
            "base_url": self._endpoint.base_url,
            "credential_scopes": [self._scope],
            "transport": self._transport,
            "user_agent": "vnetwizard",
            "retry_total": 0,  # whoever asks has patience of its own, tells of it, and can be stopped
        }


def _raw(response: Any, _model: object, _headers: object) -> Any:
    """Give back Azure's own JSON; the SDK's models drop what they do not know."""
    return response.http_response.json()


def _condition(body: Body) -> Condition:
    return _condition_of(str(body.get("properties", {}).get("provisioningState") or "Succeeded"))


def _condition_of(state: str) -> Condition:
    if state.casefold() in _WORKING_STATES:
        return Condition.WORKING
    return Condition.FAILED if state.casefold() in _FAILED_STATES else Condition.READY


def _subscription_of(url: str) -> str:
    """Return the subscription in an operation's URL; operations of one are looked at by its own client."""
    head, found, rest = url.partition("/subscriptions/")
    return rest.partition("/")[0] if found else head


def _decoded(content: bytes) -> Any:
    try:
        return msgspec.json.decode(content) if content else {}
    except msgspec.MsgspecError:
        return {}
