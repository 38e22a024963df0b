"""Every rule about a topology, and the one function that asks them all.

A rule gives findings and never raises, whatever the strings hold: the wizard checks while people type.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vnetwizard.topology.model import Surroundings
from vnetwizard.topology.rules import gateways, links, namesakes, networks, overlaps, policies, sites
from vnetwizard.topology.rules.context import Context
from vnetwizard.topology.rules.order import in_file_order

if TYPE_CHECKING:
    from vnetwizard.topology.findings import Finding
    from vnetwizard.topology.model import Topology

__all__ = ["check"]

_NOWHERE = Surroundings()


def check(topology: Topology, surroundings: Surroundings = _NOWHERE) -> tuple[Finding, ...]:
    """Return every finding about `topology` in `surroundings`, in the order of the plan file."""
    context = Context(topology, surroundings)
    found = [
        *networks.check(context),
        *gateways.check(context),
        *sites.check(context),
        *links.check(context),
        *policies.check(topology),
        *namesakes.check(topology),
        *overlaps.check(context),
    ]
    return in_file_order(topology, found)
