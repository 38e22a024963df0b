"""Exit codes, the same whoever shows a run (design §5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vnetwizard.run.events import Outcome

DONE, FAILED, USAGE, UNFINISHED = 0, 1, 2, 3
"""Done; failed or errors found; wrong usage or unreadable file; unfinished and can be resumed."""


def exit_code(outcome: Outcome | None) -> int:
    """Return the exit code for how an attempt ended; None: it has not."""
    return {"connected": DONE, "failed": FAILED}.get(outcome or "", UNFINISHED)
