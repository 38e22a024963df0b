"""Azure as a planner test sees it: bodies, read the way the program reads them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

from msgspec import Struct

from vnetwizard.cloud import inventory
from vnetwizard.plan import ids, planner
from vnetwizard.plan.cloud import Body, Condition, Resource

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vnetwizard.plan.cloud import Cloud, Inventory
    from vnetwizard.topology.model import Topology

SUBSCRIPTION = "11111111-1111-1111-1111-111111111111"

_CONDITIONS = {"Succeeded": Condition.READY, "Updating": Condition.WORKING, "Failed": Condition.FAILED}


class Shelf(Struct, frozen=True):
    """Bodies that answer a GET of their own id, whatever its case; all that reading an inventory asks of a Cloud."""

    bodies: dict[str, Body]

    async def get(self, resource_id: str) -> Resource | None:
        body = self.bodies.get(ids.key(resource_id))
        if body is None:
            return None
        condition = _CONDITIONS[body["properties"]["provisioningState"]]
        return Resource(id=body["id"], condition=condition, body=body)


def observe(topology: Topology, bodies: Iterable[Body]) -> Inventory:
    """Return what the program knows of `bodies` when it plans `topology`."""
    shelf = Shelf({ids.key(body["id"]): body for body in bodies})
    return asyncio.run(inventory.read(cast("Cloud", shelf), planner.wanted_ids(topology)))
