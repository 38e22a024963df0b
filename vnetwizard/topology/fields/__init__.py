"""One spec for each question: whatever asks, checks or documents reads it here.

Labels and help are marked templates; they become words at the edge.
"""

from __future__ import annotations

from vnetwizard.topology import paths
from vnetwizard.topology.fields.gateways import GATEWAY
from vnetwizard.topology.fields.ipsec import CUSTOM_POLICY, POLICY
from vnetwizard.topology.fields.links import CONNECTION_NAMES, LINK, SHARED_KEY
from vnetwizard.topology.fields.networks import NETWORK, SUBNET_NAME
from vnetwizard.topology.fields.sites import SITE
from vnetwizard.topology.fields.spec import Field, Remark

__all__ = ["CONNECTION_NAMES", "CUSTOM_POLICY", "FIELDS", "SHARED_KEY", "SUBNET_NAME", "Field", "Remark", "spec"]

FIELDS: dict[str, Field] = {
    field.path: field for field in (*NETWORK, SUBNET_NAME, *GATEWAY, *SITE, *LINK, *POLICY, SHARED_KEY)
}
"""Every question by its path, with `*` for labels, subnets' names and positions."""


def spec(path: str) -> Field | None:
    """Return the question that the plan file's `path` answers, such as `networks.TestVNet1.address_space[0]`."""
    steps = paths.steps(path)
    head = [str(step) for step in steps[:1]]
    rest = [str(step) for step in steps[2:] if isinstance(step, str)]
    if rest[:1] == ["subnets"] and len(rest) > 1:
        rest[1] = "*"
    return FIELDS.get(".".join((*head, "*", *rest) if len(steps) > 1 else head))
