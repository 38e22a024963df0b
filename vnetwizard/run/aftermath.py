"""What a run leaves behind: what costs money from now on, and the lines that delete what it made, in order."""

from __future__ import annotations

import shlex
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING

from vnetwizard.plan import ids

if TYPE_CHECKING:
    from vnetwizard.run.events import PlannedStep
    from vnetwizard.run.facts import View


def billed(view: View) -> tuple[str, ...]:
    """Return the names of everything in the newest plan that is billed by the hour, whoever made it."""
    return tuple(step.planned.name for step in view.steps.values() if step.planned.billed)


def made(view: View) -> tuple[PlannedStep, ...]:
    """Return the steps of the newest plan that this run made, in an order in which they can be deleted."""
    steps = {name: step.planned for name, step in view.steps.items()}
    order = TopologicalSorter({name: step.after for name, step in steps.items()}).static_order()
    return tuple(steps[name] for name in reversed(list(order)) if ids.key(steps[name].resource_id) in view.made)


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
