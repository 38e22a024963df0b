"""The order of findings: that of the plan file, whichever rule came first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vnetwizard.topology import paths
from vnetwizard.topology.planfile.shape import FILE, GATEWAY, LINKS, NETWORK, POLICY, SITE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vnetwizard.topology.findings import Finding
    from vnetwizard.topology.model import Topology

_RANK = {
    key: rank for shape in (POLICY, GATEWAY, SITE, NETWORK, *LINKS.values(), FILE) for rank, key in enumerate(shape)
}
_LAST = len(_RANK)


def in_file_order(topology: Topology, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return `findings` by the place of their field in the file; those about one field stay as they came."""
    labels = {
        "networks": _positions(network.label for network in topology.networks),
        "sites": _positions(site.label for site in topology.sites),
    }
    subnets = {
        paths.escape(network.label): _positions(subnet.name for subnet in network.subnets)
        for network in topology.networks
    }

    def place(finding: Finding) -> tuple[int, ...]:
        steps = paths.steps(finding.field)
        ranks = []
        for at, step in enumerate(steps):
            if isinstance(step, int):
                ranks.append(step)
            elif at == 1:
                ranks.append(labels.get(str(steps[0]), {}).get(step, _LAST))
            elif at == 3 and steps[2] == "subnets":  # noqa: PLR2004 - networks.LABEL.subnets.NAME
                ranks.append(subnets.get(str(steps[1]), {}).get(step, _LAST))
            else:
                ranks.append(_RANK.get(step, _LAST))
        return tuple(ranks)

    return tuple(sorted(findings, key=place))


def _positions(labels: Iterable[str]) -> dict[str, int]:
    return {paths.escape(label): position for position, label in enumerate(labels)}
