"""What all tracked resources of Microsoft.Network have in common: PUT, GET, list, PATCH of tags, DELETE."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

import msgspec

from vnetwizard.practice import regions
from vnetwizard.practice.call import Answer, busy, parse
from vnetwizard.practice.errors import front_door, resource_not_found
from vnetwizard.practice.names import check_name
from vnetwizard.practice.operations import duration
from vnetwizard.practice.transaction import Operation, Row

if TYPE_CHECKING:
    from vnetwizard.practice.call import Call

PROVIDER = "Microsoft.Network"


class Reference(msgspec.Struct, rename="camel"):
    """A reference to another resource; whatever else is sent with it is dropped, as Azure does."""

    id: str


Whole = Annotated[int, msgspec.Meta(ge=0, le=2**32 - 1)]
"""A number as Azure's models have them; none is larger than an ASN."""


class Tags(msgspec.Struct):
    """The body of a PATCH."""

    tags: dict[str, str] | None = None


class Accepted(msgspec.Struct):
    """What a resource type makes of a PUT that it does not refuse."""

    body: Any
    """A struct with `tags`; stored as JSON."""
    links: list[str]
    """The ids that it refers to."""
    facts: dict[str, Any]
    """What Azure decides itself, see `Row.facts`."""
    kind: str
    """The operation, a key of `operations.TIMINGS`."""
    secret: str | None = None
    """What must not be in the stored body; `settle` gets it."""


class TrackedType(ABC):
    """One resource type: subclasses hold its defaults, its rules and its looks."""

    segment: ClassVar[str]
    """The last part of the type, with Azure's case: `virtualNetworks`."""
    operation: ClassVar[str]
    """The noun in the names of its operations: `VirtualNetwork`."""
    body_type: ClassVar[type[Any]]
    has_etag_header: ClassVar[bool] = True
    """Whether a GET carries the header ETag (azure-wire section 3)."""
    patch_takes_time: ClassVar[bool] = False
    """Whether a PATCH of tags leaves the resource Updating for a while (azure-wire section 2)."""

    @property
    def type(self) -> str:
        """The full type: `Microsoft.Network/virtualNetworks`."""
        return f"{PROVIDER}/{self.segment}"

    @abstractmethod
    def accept(self, call: Call, resource_id: str, location: str, old: Row | None) -> Accepted:
        """Judge the body of a PUT. Raises Refusal as Azure would."""

    @abstractmethod
    def properties(self, call: Call, row: Row, body: Any) -> dict[str, Any]:
        """Render what stands under `properties`, provisioningState and resourceGuid left out."""

    def check_delete(self, call: Call, row: Row) -> None:  # noqa: B027 - most types need none
        """Raise Refusal where something else still needs the resource."""

    def settle(self, call: Call, row: Row, accepted: Accepted) -> None:  # noqa: B027 - most types need none
        """Do what remains once a PUT is stored and `row.ends` is known."""

    def put(self, call: Call) -> Answer:
        """Create or update; 201 or 200, Updating."""
        group = call.group()
        location = self._location(call)
        old = self.find(call)
        resource_id = old.id if old else f"{group.id}/providers/{self.type}/{call.names['name']}"
        if old and old.location != location:
            raise _elsewhere(old, group.name, location)
        if old:
            refuse_if_busy(call, old)
        check_name(call.names["name"], network=self.segment == "virtualNetworks")
        accepted = self.accept(call, resource_id, location, old)
        row = old or new_row(call, resource_id, self.type, group.key, location)
        row.body = msgspec.json.encode(accepted.body)
        row.facts = accepted.facts
        started = begin(call, row, accepted.kind)
        row.ready_at = row.ready_at or row.ends
        call.tx.save(row, accepted.links)
        self.settle(call, row, accepted)
        return call.started(started, location, status=200 if old else 201, body=self.render(call, row))

    def get(self, call: Call) -> Answer:
        """Show one resource. Raises Refusal ResourceNotFound."""
        row = self.require(call)
        call.single = True
        headers = {"ETag": row.etag_at(call.tx.now)} if self.has_etag_header else {}
        return Answer(200, self.render(call, row), headers, provider=True)

    def list_all(self, call: Call) -> Answer:
        """Show all of a resource group, or of the subscription."""
        scope = call.group().key if "group" in call.names else None
        rows = call.tx.of_type(self.type, scope)
        return Answer(200, {"value": [self.render(call, row) for row in rows]}, provider=True)

    def patch(self, call: Call) -> Answer:
        """Replace the tags; 200, for some types Updating for a while but without an operation URL."""
        call.content()
        row = self.require(call)
        refuse_if_busy(call, row)
        tags = parse(call.body, Tags).tags
        body = self.decode(row)
        body.tags = tags
        row.body = msgspec.json.encode(body)
        begin(call, row, "UpdateTagsOperation", at_once=not self.patch_takes_time)
        call.tx.save(row)
        headers = {"Azure-AsyncNotification": "Enabled"} if self.patch_takes_time else {}
        return Answer(200, self.render(call, row), headers, provider=True)

    def delete(self, call: Call) -> Answer:
        """Delete; 202, or 204 when there is nothing to delete."""
        call.group()
        row = self.find(call)
        if row is None:
            return Answer(204)
        if row.state(call.tx.now) == "Deleting":
            running = call.tx.operation(row.operation)
            if running:  # ours: a second DELETE is told of the first one
                return call.started(running, row.location, status=202)
        refuse_if_busy(call, row)
        self.check_delete(call, row)
        started = begin(call, row, f"Delete{self.operation}Operation")
        call.tx.save(row)
        return call.started(started, row.location, status=202)

    def render(self, call: Call, row: Row) -> dict[str, Any]:
        """Render a resource as it looks now, in the key order of the recordings."""
        body = self.decode(row)
        head = {"name": row.name, "id": row.id, "etag": row.etag_at(call.tx.now), "type": self.type}
        tags = {} if body.tags is None else {"tags": body.tags}
        return {
            **head,
            "location": row.location,
            **tags,
            "properties": self.all_properties(call, row, body),
        }

    def all_properties(self, call: Call, row: Row, body: Any) -> dict[str, Any]:
        """Render `properties`: the state and the guid come first."""
        first = {"provisioningState": row.state(call.tx.now), "resourceGuid": row.guid}
        return first | self.properties(call, row, body)

    def decode(self, row: Row) -> Any:
        """Give the stored body of a row of this type."""
        return msgspec.json.decode(row.body, type=self.body_type)

    def find(self, call: Call, name: str = "name") -> Row | None:
        """Find the resource in the path."""
        group = call.group()
        return call.tx.find(f"{group.id}/providers/{self.type}/{call.names[name]}")

    def require(self, call: Call, name: str = "name") -> Row:
        """Like `find`. Raises Refusal ResourceNotFound."""
        row = self.find(call, name)
        if row is None:
            raise resource_not_found(self.type, call.names[name], call.group().name)
        return row

    def _location(self, call: Call) -> str:
        location = call.content().get("location")
        if not isinstance(location, str) or not location:
            # Ours: no recording shows it; the code is in azure-facts.
            raise front_door(400, "LocationRequired", "The location property is required for this definition.")
        return regions.known(location, self.type)


def new_row(call: Call, resource_id: str, kind: str, scope: str, location: str) -> Row:
    """Make the row of a resource that is being created; its guid stays for life."""
    return Row(
        key=resource_id.lower(),
        id=resource_id,
        type=kind,
        scope=scope,
        location=location,
        body=b"{}",
        facts={},
        guid=call.tx.draw_guid(),
        etag_updating="",
        etag="",
        action="PUT",
        operation="",
        began=call.tx.now,
        ends=call.tx.now,
        ready_at=0.0,
    )


def begin(call: Call, row: Row, kind: str, *, at_once: bool = False, seconds: float | None = None) -> Operation:
    """Begin an operation on a row, for the caller to save; its etag changes now and when it ends.

    `seconds` (Azure's) sets the duration, otherwise it is drawn; `at_once` makes it end as it begins.
    """
    tx = call.tx
    drawn = 0.0 if at_once else duration(tx, kind) if seconds is None else seconds
    started = Operation(call.request_id, kind, call.method, row.key, tx.now, tx.now + drawn)
    row.action, row.operation, row.failure = call.method, started.id, None
    row.began, row.ends = started.began, started.ends
    row.etag_updating, row.etag = tx.draw_guid(), tx.draw_guid()
    tx.start(started)
    return started


def refuse_if_busy(call: Call, row: Row) -> None:
    """Raise Refusal AnotherOperationInProgress while an operation on the row runs."""
    if call.tx.now < row.ends:
        raise busy(call, row)


def _elsewhere(old: Row, group: str, location: str) -> Exception:
    return front_door(
        409,
        "InvalidResourceLocation",
        f"The resource '{old.name}' already exists in location '{old.location}' in resource group '{group}'. A "
        f"resource with the same name cannot be created in location '{location}'. Please select a new resource name.",
    )
