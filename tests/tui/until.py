"""Waiting for what has to become true, instead of for time to pass."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

PATIENCE_SECONDS = 20.0


async def until(pilot: Pilot[Any], condition: Callable[[], object]) -> None:
    """Let the application go on until a condition holds."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < end, "it never became true"
        await pilot.pause(0.02)
    await pilot.pause()
