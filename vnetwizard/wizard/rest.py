"""What a plan file holds besides the two networks and the link that the interview is about: kept as it is."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from vnetwizard.topology import planfile
from vnetwizard.topology.model import Topology

if TYPE_CHECKING:
    from vnetwizard.wizard.answers import Answers

_NOTHING = Topology()


def rest_of(answers: Answers) -> Topology:
    """Return the networks, sites and links that no page asks about."""
    return _read(answers.rest) if answers.rest else _NOTHING


@lru_cache(maxsize=4)
def _read(text: str) -> Topology:
    return planfile.read(text, "draft")
