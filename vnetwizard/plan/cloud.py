"""What a run needs from Azure: the `Cloud` protocol, what it gives back, and how it fails.

Bodies are ARM's own JSON. Seconds are Azure's: practice Azure may pass them faster than the wall does.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

from msgspec import Struct

from vnetwizard.plan import ids

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from vnetwizard.topology.keys import SharedKey

PATIENCE = 30
"""So many passing errors in a row, some 25 minutes, and an attempt pauses."""

Body = dict[str, Any]
"""An ARM body. Never holds a shared key, except on its way from the executor into `Cloud.put`."""


class Condition(StrEnum):
    """What Azure says of a resource or of an operation."""

    READY = "ready"
    WORKING = "working"
    FAILED = "failed"


class Resource(Struct, frozen=True, kw_only=True):
    """A resource as it was read."""

    id: str
    condition: Condition
    body: Body


class Answer(Struct, frozen=True, kw_only=True):
    """Azure's answer to a write. `operation_url` is None where the write was done at once."""

    status: int
    request_id: str
    operation_url: str | None
    retry_after: float | None


class OperationStatus(Struct, frozen=True, kw_only=True):
    """One look at a long-running operation; `code` and `message` are Azure's, where it failed."""

    condition: Condition
    retry_after: float | None
    code: str = ""
    message: str = ""


class ConnectionReading(Struct, frozen=True, kw_only=True):
    """A connection as its own GET shows it; `status` is Azure's `connectionStatus`, `Unknown` where absent."""

    id: str
    name: str
    condition: Condition
    status: str
    ingress_bytes: int
    egress_bytes: int


class Identity(Struct, frozen=True, kw_only=True):
    """Whom Azure takes us for. Every field is what the token says, or empty."""

    name: str = ""
    object_id: str = ""
    tenant: str = ""
    method: str = ""


class Inventory(Struct, frozen=True):
    """What Azure has now, by the form of the id that `ids.key` gives."""

    resources: dict[str, Resource] = {}

    def get(self, resource_id: str) -> Resource | None:
        """Return what was read at `resource_id`, or None where nothing is."""
        return self.resources.get(ids.key(resource_id))


class Cloud(Protocol):
    """An Azure Resource Manager, whichever it is."""

    async def identity(self) -> Identity:
        """Say whom Azure takes us for."""

    async def resolve_subscription(self) -> str:
        """Choose a subscription where a plan file names none. Raises `SubscriptionUnclear`."""

    async def visible_subscriptions(self) -> tuple[tuple[str, str], ...]:
        """Return the subscriptions that can be seen, by id and name."""

    async def resource_groups(self, subscription: str) -> tuple[tuple[str, str], ...]:
        """Return the resource groups of a subscription, by name and region."""

    async def inventory(self, resource_ids: Iterable[str]) -> Inventory:
        """Read all of these, and the subnets of the networks among them."""

    async def get(self, resource_id: str) -> Resource | None:
        """Read one resource; None where there is none."""

    async def put(self, resource_id: str, body: Body) -> Answer:
        """Send one PUT and return its answer, without waiting for the operation. Never repeats the request."""

    async def operation(self, url: str) -> OperationStatus:
        """Look once at an operation, by its URL exactly as it came."""

    async def connection(self, connection_id: str) -> ConnectionReading | None:
        """Read one connection with its status and bytes; None where there is none."""

    async def shared_key(self, connection_id: str) -> SharedKey:
        """Read a connection's key from the sharedkey endpoint."""

    async def set_shared_key(self, connection_id: str, key: SharedKey) -> Answer:
        """Set a connection's key at the sharedkey endpoint, without waiting for the operation."""

    async def sleep(self, seconds: float) -> None:
        """Wait for Azure seconds."""

    def now(self) -> datetime:
        """Tell Azure's time, in UTC."""


class CloudError(Exception):
    """Azure, or the way to it, said no.

    `message` is the service's own text. `mend` is a marked template, where this code has a better mend than its kind.
    """

    def __init__(self, code: str, message: str, *, status: int = 0, request_id: str = "", mend: str = "") -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.status = status
        self.request_id = request_id
        self.mend = mend


def declined(error: CloudError) -> bool:
    """Whether Azure said of a write that it was not applied. A lost answer and a fault of Azure's leave that open."""
    return 400 <= error.status < 500  # noqa: PLR2004 - HTTP's client errors


class Refused(CloudError):
    """Azure will not do this as it was asked; asking again as it is changes nothing."""


class NeedsMending(CloudError):
    """Azure will not do this until somebody has changed a right, a quota, a policy or a lock; then it will."""


class NotSignedIn(CloudError):
    """No token could be had, or Azure does not take it."""


class NotTrusted(CloudError):
    """The endpoint's certificate is not signed by anyone this machine trusts; nothing was sent."""


class Passing(CloudError):
    """It did not work this time: busy, throttled, unreachable, or a fault of Azure's that passes.

    `retry_after` is Azure's wish in seconds, or None; `tries` is how often in a row it is worth trying. Whether a
    write was applied is not known, unless `status` says that Azure declined it.
    """

    def __init__(
        self,
        code: str,
        message: str,
        *,
        status: int = 0,
        request_id: str = "",
        retry_after: float | None = None,
        tries: int = PATIENCE,
    ) -> None:
        super().__init__(code, message, status=status, request_id=request_id)
        self.retry_after = retry_after
        self.tries = tries


class SubscriptionUnclear(CloudError):
    """No subscription is written and it is not clear which is meant. `visible` lists id and name of all there are."""

    code = "SubscriptionUnclear"

    def __init__(self, visible: tuple[tuple[str, str], ...]) -> None:
        super().__init__(self.code, ", ".join(f"{name} {subscription}" for subscription, name in visible))
        self.visible = visible
