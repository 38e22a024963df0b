"""Reads what Azure has, as far as a topology is about it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from vnetwizard.plan import ids
from vnetwizard.plan.cloud import Condition, Inventory, Resource
from vnetwizard.plan.suitability import gateways_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vnetwizard.plan.cloud import Cloud


async def read(cloud: Cloud, resource_ids: Iterable[str]) -> Inventory:
    """Read resources by their ids, all at once; add the subnets of networks, and the gateways that live in those."""
    wanted = tuple(resource_ids)
    found = [there for there in await _read_all(cloud, wanted) if there]
    subnets = [subnet for there in found for subnet in _subnets(there)]
    known = {ids.key(one) for one in wanted}
    strangers = {gateway for subnet in subnets for gateway in gateways_in(subnet.body) if ids.key(gateway) not in known}
    others = [there for there in await _read_all(cloud, tuple(strangers)) if there]
    return Inventory({ids.key(one.id): one for one in (*found, *subnets, *others)})


async def _read_all(cloud: Cloud, resource_ids: tuple[str, ...]) -> list[Resource | None]:
    return await asyncio.gather(*(cloud.get(resource_id) for resource_id in resource_ids))


def _subnets(network: Resource) -> Iterator[Resource]:
    for subnet in network.body.get("properties", {}).get("subnets") or ():
        if "id" in subnet:
            yield Resource(id=subnet["id"], condition=Condition.READY, body=subnet)
