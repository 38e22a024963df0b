"""How something stands, as pages draw it."""

from __future__ import annotations

from enum import StrEnum


class Sign(StrEnum):
    """How something stands, as a sign; a word always stands beside it."""

    DONE = "done"
    BUSY = "busy"
    WAITING = "waiting"
    FAILED = "failed"
    SKIPPED = "skipped"
