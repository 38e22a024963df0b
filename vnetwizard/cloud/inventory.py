"""Reads what Azure has, as far as a topology is about it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from vnetwizard.plan import ids
from vnetwizard.plan.cloud import Condition, Inventory, Resource

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vnetwizard.plan.cloud import Cloud


async def read(cloud: Cloud, resource_ids: Iterable[str]) -> Inventory:
    """Read resources by their ids, all at once, and take the subnets out of the networks among them."""
    found = await asyncio.gather(*(cloud.get(resource_id) for resource_id in resource_ids))
    return Inventory({ids.key(one.id): one for there in found if there for one in (there, *_subnets(there))})


def _subnets(network: Resource) -> Iterator[Resource]:
    for subnet in network.body.get("properties", {}).get("subnets") or ():
        if "id" in subnet:
            yield Resource(id=subnet["id"], condition=Condition.READY, body=subnet)
