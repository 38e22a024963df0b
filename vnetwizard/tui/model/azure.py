"""Which Azure something is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vnetwizard.words import mark, say

if TYPE_CHECKING:
    from vnetwizard.target import Target


def azure_name(target: Target) -> str:
    """Return which Azure a run is about."""
    if target.practice:
        return say(mark("PRACTICE AZURE"))
    if target.arm_endpoint is not None:
        return say(mark("Azure at {url}"), {"url": target.arm_endpoint})
    return say(mark("Azure, {cloud} cloud"), {"cloud": target.cloud})
