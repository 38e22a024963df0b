"""Resource groups, and their deletion with all that is in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import msgspec

from vnetwizard.practice import operations, regions
from vnetwizard.practice.call import GROUP_TYPE, SUBSCRIPTION, Answer
from vnetwizard.practice.errors import front_door
from vnetwizard.practice.names import check_group_name
from vnetwizard.practice.resources.base import begin, new_row
from vnetwizard.practice.transaction import Operation

if TYPE_CHECKING:
    from vnetwizard.practice.call import Call
    from vnetwizard.practice.transaction import Row

GATEWAY_TYPE = "Microsoft.Network/virtualNetworkGateways"
WITH_GATEWAY_SECONDS = (780.0, 900.0)
"""A group with a VPN gateway takes 13 minutes or more (azure-wire section 2, ps25)."""
POLL_SECONDS = 15


class GroupBody(msgspec.Struct, rename="camel", omit_defaults=True):
    """What is kept of a resource group."""

    tags: dict[str, str] | None = None
    managed_by: str | None = None


def put(call: Call) -> Answer:
    """Create or update: 201 or 200, at once (cli-test_resource_group)."""
    content = call.content()
    location = content.get("location")
    if not isinstance(location, str) or not location:
        # Ours: no recording shows it; the code is in azure-facts.
        raise front_door(400, "LocationRequired", "The location property is required for this definition.")
    location = regions.known(location, GROUP_TYPE)
    name = call.names["group"]
    check_group_name(name)
    old = call.tx.find(f"{SUBSCRIPTION}/resourceGroups/{name}")
    if old:
        call.group()
        if old.location != location:
            # Ours: no recording shows it.
            message = (
                f"Invalid resource group location '{location}'. The Resource group already exists in location "
                f"'{old.location}'."
            )
            raise front_door(409, "InvalidResourceGroupLocation", message)
    row = old or new_row(call, f"{SUBSCRIPTION}/resourceGroups/{name}", GROUP_TYPE, SUBSCRIPTION, location)
    row.body = msgspec.json.encode(_body(content))
    row.action, row.ends, row.failure = "PUT", call.tx.now, None
    call.tx.save(row)
    return Answer(200 if old else 201, render(call, row))


def get(call: Call) -> Answer:
    """Show a group."""
    return Answer(200, render(call, call.group()))


def head(call: Call) -> Answer:
    """Tell whether there is a group: 204, or 404."""
    call.group()
    return Answer(204)


def list_all(call: Call) -> Answer:
    """Show all groups."""
    return Answer(200, {"value": [render(call, row) for row in call.tx.of_type(GROUP_TYPE)]})


def resources(call: Call) -> Answer:
    """Show what is in a group, without properties."""
    rows = call.tx.within(call.group().key)
    items = [{"id": row.id, "name": row.name, "type": row.type, "location": row.location} for row in rows]
    return Answer(200, {"value": items})


def patch(call: Call) -> Answer:
    """Replace the tags: 200 (resource-15.0.0 test_resource_groups L210)."""
    row = call.group()
    body = msgspec.json.decode(row.body, type=GroupBody)
    body.tags = _body(call.content()).tags
    row.body = msgspec.json.encode(body)
    call.tx.save(row)
    return Answer(200, render(call, row))


def delete(call: Call) -> Answer:
    """Delete a group and all that is in it: 202, Location only, to be polled (cli-test_resource_group).

    Where something outside still needs what is in it, the job fails and nothing goes. Ours: no recording shows it.
    """
    row = call.group()
    job = operations.group_job(row.name, row.location)
    if row.state(call.tx.now) != "Deleting":
        inside = call.tx.within(row.key)
        gateways = any(item.type == GATEWAY_TYPE for item in inside)
        seconds = (
            call.tx.draw(*WITH_GATEWAY_SECONDS)
            if gateways
            else operations.duration(call.tx, "DeleteResourceGroupOperation")
        )
        seconds = max(seconds, *(item.ends - call.tx.now for item in (row, *inside)))
        failure = _blocked(call, row, inside)
        started = begin(call, row, "DeleteResourceGroupOperation", seconds=seconds)
        row.failure = failure
        call.tx.save(row)
        call.tx.start(Operation(job, started.kind, "DELETE", row.key, started.began, started.ends, failure))
        for item in inside if failure is None else ():
            begin(call, item, started.kind, seconds=seconds)
            call.tx.save(item)
    return Answer(202, None, _poll_headers(call, job))


def poll(call: Call) -> Answer:
    """Tell how the deletion of a group stands: 202 with a new Location each time, then 200."""
    job = call.names["job"]
    running = call.tx.operation(job)
    if running is None or not operations.intact(job, call.query_string, group=True):
        # Ours: no recording shows it.
        raise front_door(404, "NotFound", f"The operation result '{job}' could not be found.")
    if call.tx.now < running.ends:
        return Answer(202, None, _poll_headers(call, job))
    if running.failure:
        return Answer(409, msgspec.json.decode(running.failure))
    return Answer(200)


def render(call: Call, row: Row) -> dict[str, Any]:
    """Render a group in the key order of the recordings."""
    body = msgspec.json.decode(row.body, type=GroupBody)
    rendered: dict[str, Any] = {"id": row.id, "name": row.name, "type": GROUP_TYPE, "location": row.location}
    if body.managed_by is not None:
        rendered["managedBy"] = body.managed_by
    if body.tags is not None:
        rendered["tags"] = body.tags
    return rendered | {"properties": {"provisioningState": row.state(call.tx.now)}}


def _body(content: dict[str, Any]) -> GroupBody:
    try:
        return msgspec.convert(content, GroupBody)
    except msgspec.ValidationError as error:
        message = f"The request content was invalid and could not be deserialized: '{error}'."
        raise front_door(400, "InvalidRequestContent", message) from None


def _poll_headers(call: Call, job: str) -> dict[str, str]:
    signed = operations.signed_query(job, operations.ticks(call.tx.now), group=True)
    query = urlencode({"api-version": call.api_version, **signed})
    return {
        "Location": f"{call.base_url}{SUBSCRIPTION}/operationresults/{job}?{query}",
        "Retry-After": str(POLL_SECONDS),
    }


def _blocked(call: Call, group: Row, inside: list[Row]) -> str | None:
    kept = [item.id for item in inside if any(user.scope != group.key for user in call.tx.referrers(item.key))]
    if not kept:
        return None
    message = (
        f"Deletion of resource group '{group.name}' failed as resources with identifiers '{','.join(kept)}' could not "
        "be deleted. The provisioning state of the resource group will be rolled back."
    )
    return msgspec.json.encode({"error": {"code": "ResourceGroupDeletionBlocked", "message": message}}).decode()
