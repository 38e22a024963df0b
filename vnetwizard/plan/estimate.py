"""How long a plan takes and what of it costs money. Minutes come from recorded operations, money from nobody yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from vnetwizard.plan.steps import Action

if TYPE_CHECKING:
    from vnetwizard.plan.planner import Plan

TUNNEL_SECONDS = (10, 60)
"""From two connections that Succeeded to both Connected; ours, no recording shows it."""


class Estimate(Struct, frozen=True):
    """Seconds from the first request to Connected, both sides at once; `billed` are ids of steps."""

    shortest: int
    longest: int
    billed: tuple[str, ...]


def estimate(plan: Plan) -> Estimate:
    """Add up the longest chain of what still has to be made."""
    shortest: dict[str, int] = {}
    longest: dict[str, int] = {}
    for step in plan.steps:  # in an order in which each comes after what it needs
        low, high = (0, 0) if step.action is Action.KEEP else step.seconds
        if step.working:  # how long already, is not known here
            high = step.seconds[1]
        shortest[step.id] = low + max((shortest[one] for one in step.after), default=0)
        longest[step.id] = high + max((longest[one] for one in step.after), default=0)
    tunnel = TUNNEL_SECONDS if plan.pairs else (0, 0)
    return Estimate(
        max(shortest.values(), default=0) + tunnel[0],
        max(longest.values(), default=0) + tunnel[1],
        tuple(step.id for step in plan.steps if step.billed),
    )
