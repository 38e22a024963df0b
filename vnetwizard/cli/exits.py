"""Exit codes, and the exception by which a command ends early."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vnetwizard.words import say

if TYPE_CHECKING:
    from vnetwizard.run.events import Outcome

DONE, FAILED, USAGE, UNFINISHED = 0, 1, 2, 3
"""Done; failed or errors found; wrong usage or unreadable file; unfinished and can be resumed (design §5)."""


def exit_code(outcome: Outcome) -> int:
    """Return the exit code for how an attempt ended."""
    return {"connected": DONE, "failed": FAILED}.get(outcome, UNFINISHED)


class Quit(Exception):
    """A command is over with this exit code; the text, if any, is for stderr."""

    def __init__(self, code: int, template: str = "", **values: object) -> None:
        super().__init__(say(template, values) if template else "")
        self.code = code
