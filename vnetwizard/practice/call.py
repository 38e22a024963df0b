"""A request as the resource types see it, and the answer they give."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlencode

import msgspec

from vnetwizard.practice import operations
from vnetwizard.practice.errors import Refusal, front_door, unparsable
from vnetwizard.practice.transaction import Transaction

if TYPE_CHECKING:
    from vnetwizard.practice.transaction import Operation, Row

SUBSCRIPTION_ID = "00000000-0000-4000-8000-000000000001"
TENANT_ID = "00000000-0000-4000-8000-000000000002"
SUBSCRIPTION = f"/subscriptions/{SUBSCRIPTION_ID}"
GROUP_TYPE = "Microsoft.Resources/resourceGroups"

T = TypeVar("T")


class Answer(msgspec.Struct):
    """An HTTP answer. `body` is data for JSON, or None for no body at all."""

    status: int
    body: Any = None
    headers: dict[str, str] = msgspec.field(default_factory=dict)
    provider: bool = False
    """Whether the network resource provider answered, not the ARM front door: it shows in the headers."""


class Call(msgspec.Struct):
    """One request: where it goes, what it carries, and the transaction it runs in."""

    tx: Transaction
    method: str
    names: dict[str, str]
    """The variable segments of the path, as the client wrote them."""
    api_version: str
    query_string: str
    body: bytes
    base_url: str
    """Scheme and host that the client used; operation URLs begin with it."""
    request_id: str
    """x-ms-request-id of the answer; in 2025 the id of the operation as well."""
    single: bool = False
    """Whether one resource is shown by its own GET, which may tell more than lists and PUT answers."""

    def group(self) -> Row:
        """Find the resource group in the path. Raises Refusal ResourceGroupNotFound; for a write also when leaving."""
        name = self.names["group"]
        found = self.tx.find(f"{SUBSCRIPTION}/resourceGroups/{name}")
        if found is None:
            raise front_door(404, "ResourceGroupNotFound", f"Resource group '{name}' could not be found.")
        if self.method in {"PUT", "PATCH", "POST"} and found.state(self.tx.now) == "Deleting":
            # Ours: no recording shows it; the code is in azure-facts.
            message = f"The resource group '{found.name}' is in deprovisioning state and cannot perform this operation."
            raise front_door(409, "ResourceGroupBeingDeleted", message)
        return found

    def content(self) -> dict[str, Any]:
        """Read the body as a JSON object. Raises Refusal InvalidRequestContent (ours: no recording shows it)."""
        try:
            return msgspec.json.decode(self.body, type=dict[str, Any])
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            message = f"The request content was invalid and could not be deserialized: '{error}'."
            raise front_door(400, "InvalidRequestContent", message) from None

    def operation_url(self, operation_id: str, location: str, began: float, *, results: bool = False) -> str:
        """Give the URL at which an operation is polled, some 3200 characters long as in 2025."""
        path = f"{SUBSCRIPTION}/providers/Microsoft.Network/locations/{location}"
        path += f"/{'operationResults' if results else 'operations'}/{operation_id}"
        signed = operations.signed_query(operation_id, operations.ticks(began))
        return f"{self.base_url}{path}?{urlencode({'api-version': self.api_version, **signed})}"

    def started(self, operation: Operation, location: str, *, status: int, body: Any = None) -> Answer:
        """Answer that an operation has begun: 200 or 201 with a body, 202 without."""
        headers = {
            "Azure-AsyncOperation": self.operation_url(operation.id, location, operation.began),
            "Azure-AsyncNotification": "Enabled",
            "Retry-After": str(operations.TIMINGS[operation.kind].first_retry),
        }
        if status == 202:  # noqa: PLR2004 - HTTP
            headers["Location"] = self.operation_url(operation.id, location, operation.began, results=True)
        return Answer(status, body, headers, provider=True)


def parse(body: bytes, kind: type[T]) -> T:
    """Read a body that is JSON as the network provider does: strictly by type. Raises Refusal."""
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.MsgspecError as error:
        raise unparsable(error) from None


def busy(call: Call, row: Row) -> Refusal:
    """Make the refusal of a write while another one runs. Ours: no recording shows it; code from azure-facts."""
    url = call.operation_url(row.operation, row.location, row.began)
    message = (
        "Another operation on this or dependent resource is in progress. To retrieve status of the operation use uri: "
    )
    return Refusal(409, "AnotherOperationInProgress", f"{message}{url}.")


def not_provisioned(row: Row, referrer: str, operation: Operation | None) -> Refusal:
    """Make the refusal of a reference to something unfinished. From an issue thread (azure-wire section 5)."""
    last = operation.kind.replace("Update", "Put", 1) if operation else "PutOperation"
    return Refusal(
        400,
        "ReferencedResourceNotProvisioned",
        f"Cannot proceed with operation because resource {row.id} used by resource {referrer} is not in Succeeded "
        f"state. Resource is in Updating state and the last operation that updated/is updating the resource is {last}.",
    )
