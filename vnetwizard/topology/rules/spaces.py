"""The rule about the ranges of one address space, be it a network's or a site's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vnetwizard.topology import addresses
from vnetwizard.topology.findings import Finding, Kind, Severity
from vnetwizard.words import mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vnetwizard.topology.rules.context import Placed

SPACE_OVERLAP = Kind(
    "space-overlap",
    Severity.ERROR,
    mark("{range} overlaps {other} in the same address space."),
    mark("Leave out {inner}: the other one holds its addresses already."),
)


def check_overlaps(placed: Sequence[Placed]) -> Iterator[Finding]:
    """Yield a finding for each range that overlaps another of the same space, at the later one."""
    for outer, inner in addresses.clashes([one.range for one in placed]):
        later, earlier = placed[max(outer, inner)], placed[min(outer, inner)]
        values: dict[str, str | int] = {
            "range": str(later.range),
            "other": str(earlier.range),
            "inner": str(placed[inner].range),
        }
        yield Finding(kind=SPACE_OVERLAP, field=later.field, values=values)
