"""Microsoft.Network/virtualNetworks/subnets, one by one; the virtual network's row holds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vnetwizard.practice.call import Answer, parse
from vnetwizard.practice.errors import Refusal, front_door
from vnetwizard.practice.resources.base import begin, refuse_if_busy
from vnetwizard.practice.resources.virtual_networks import (
    Subnet,
    SubnetProperties,
    VirtualNetworkBody,
    VirtualNetworks,
    check_layout,
    refuse_in_use,
    refuse_use_lost,
    render_subnet,
)

if TYPE_CHECKING:
    from vnetwizard.practice.call import Call
    from vnetwizard.practice.transaction import Row

_networks = VirtualNetworks()


class SubnetBody(msgspec.Struct):
    """The body of a subnet's PUT; its name is that of the path."""

    properties: SubnetProperties


def put(call: Call) -> Answer:
    """Create or update a subnet; its virtual network is Updating meanwhile (ours), so writes go one by one."""
    row = _parent(call)
    call.content()
    refuse_if_busy(call, row)
    sent = parse(call.body, SubnetBody).properties
    body: VirtualNetworkBody = _networks.decode(row)
    old = _find(body, call.names["subnet"])
    subnet = Subnet(old.name if old else call.names["subnet"], sent)
    subnets = [subnet if item is old else item for item in body.subnets()]
    if old is None:
        subnets.append(subnet)
    changed = _with(body, subnets)
    check_layout(row.id, changed)
    refuse_use_lost(call, row, body, changed)
    row.body = msgspec.json.encode(changed)
    row.facts = {"updating": subnet.name}
    started = begin(call, row, "UpdateSubnetOperation" if old else "PutSubnetOperation")
    call.tx.save(row)
    status = 200 if old else 201
    return call.started(started, row.location, status=status, body=render_subnet(call, row, subnet))


def get(call: Call) -> Answer:
    """Show one subnet."""
    row = _networks.require(call)
    subnet = _find(_networks.decode(row), call.names["subnet"])
    if subnet is None:
        # Ours: no recording shows it. The network provider answers for children, in its own shape.
        message = f"Resource {row.id}/subnets/{call.names['subnet']} not found."
        raise Refusal(404, "NotFound", message)
    return Answer(200, render_subnet(call, row, subnet), {"ETag": row.etag_at(call.tx.now)}, provider=True)


def list_all(call: Call) -> Answer:
    """Show the subnets of a virtual network."""
    row = _networks.require(call)
    body: VirtualNetworkBody = _networks.decode(row)
    return Answer(200, {"value": [render_subnet(call, row, subnet) for subnet in body.subnets()]}, provider=True)


def delete(call: Call) -> Answer:
    """Delete a subnet; it goes at once, and its virtual network is Updating for as long as Azure takes (ours)."""
    call.group()
    row = _networks.find(call)
    body: VirtualNetworkBody | None = _networks.decode(row) if row else None
    subnet = _find(body, call.names["subnet"]) if body else None
    if row is None or body is None or subnet is None:
        return Answer(204)
    refuse_if_busy(call, row)
    refuse_in_use(call, row, subnet.name)
    row.body = msgspec.json.encode(_with(body, [item for item in body.subnets() if item is not subnet]))
    row.facts = {"updating": ""}
    started = begin(call, row, "DeleteSubnetOperation")
    # The network itself is not being deleted, whatever the method says.
    row.action = "PUT"
    call.tx.save(row)
    answer = call.started(started, row.location, status=202)
    # The recordings have no such header on a subnet's DELETE.
    del answer.headers["Azure-AsyncNotification"]
    return answer


def _parent(call: Call) -> Row:
    row = _networks.find(call)
    if row is None:
        # Ours: no recording shows it; the code is in azure-facts.
        group, network = call.group(), call.names["name"]
        message = (
            "Failed to perform 'write' on resource(s) of type 'virtualNetworks/subnets', because the parent resource "
            f"'{group.id}/providers/Microsoft.Network/virtualNetworks/{network}' could not be found."
        )
        raise front_door(404, "ParentResourceNotFound", message)
    return row


def _find(body: VirtualNetworkBody, name: str) -> Subnet | None:
    return next((subnet for subnet in body.subnets() if subnet.name.lower() == name.lower()), None)


def _with(body: VirtualNetworkBody, subnets: list[Subnet]) -> VirtualNetworkBody:
    properties = msgspec.structs.replace(body.properties, subnets=subnets)
    return msgspec.structs.replace(body, properties=properties)
