"""What a run leaves behind: what costs money from now on, and the lines that delete what it made, in order."""

from __future__ import annotations

import shlex
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING

from vnetwizard.plan import ids

if TYPE_CHECKING:
    from vnetwizard.run.events import PlannedStep
    from vnetwizard.run.facts import View


def made(view: View) -> tuple[PlannedStep, ...]:
    """Return what this run made, or may have made, by any of its plans, in an order in which it can be deleted."""
    order = TopologicalSorter(view.needs).static_order()
    return tuple(view.wanted[key] for key in reversed(list(order)) if key in view.made)


def billed(view: View) -> tuple[str, ...]:
    """Return the names of what this run made and Azure bills by the hour."""
    return tuple(step.name for step in made(view) if step.billed)


def deletion_lines(view: View) -> tuple[str, ...]:
    """Return shell lines that delete what this run made. Groups come last, and only after a look at what is in them."""
    lines = []
    for step in made(view):
        parsed = ids.parse(step.resource_id)
        if parsed.types:
            lines.append(f"az resource delete --ids {shlex.quote(step.resource_id)}")
        else:
            where = f"{shlex.quote(parsed.resource_group)} --subscription {parsed.subscription}"
            lines.append(f"az resource list --resource-group {where}  # empty? then:")
            lines.append(f"az group delete --name {where}")
    return tuple(lines)
