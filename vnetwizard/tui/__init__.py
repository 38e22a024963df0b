"""The screen room: draws runs and asks questions; the only room that imports textual.

What draws may die at any time: a run goes on in its worker, and its journal tells the next viewer everything.
"""

from __future__ import annotations

import os
import shutil
import sys
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess

    from vnetwizard.target import Target

_QUIET = {
    "TEXTUAL_ANIMATIONS": "none",
    "TEXTUAL_SMOOTH_SCROLL": "0",
    "TEXTUAL_DISABLE_KITTY_KEY": "1",  # plain keys are enough, and tmux garbles the others
}
for _name, _value in _QUIET.items():  # textual reads them once, when it is first imported
    os.environ.setdefault(_name, _value)

_DUMB = frozenset({"", "dumb", "unknown"})


class Obstacle(StrEnum):
    """Why pages cannot be shown."""

    NO_TERMINAL = "no-terminal"
    DUMB = "dumb"
    NO_SIZE = "no-size"


def obstacle() -> Obstacle | None:
    """Return why pages cannot be shown here; None where they can."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):  # pages are drawn on stderr; stdout is for results
        return Obstacle.NO_TERMINAL
    if os.environ.get("TERM", "").casefold() in _DUMB:
        return Obstacle.DUMB
    return None if _has_a_size() else Obstacle.NO_SIZE


def _has_a_size() -> bool:
    """Whether the terminal, or COLUMNS and LINES, say how large it is: a serial line says 0 by 0."""
    own, told = os.get_terminal_size(sys.stderr.fileno()), shutil.get_terminal_size((0, 0))
    return bool((own.columns or told.columns) and (own.lines or told.lines))


def usable() -> bool:
    """Whether pages can be shown here: a terminal at both ends that can move its cursor and knows its size."""
    return obstacle() is None


def wizard(target: Target, speed: float | None) -> int:
    """Open the wizard on this terminal until somebody leaves; then print what stands. Returns the exit code.

    `speed` is how fast practice Azure's clock runs; None leaves it as it is. Raises StateError.
    """
    from vnetwizard.tui import entry  # noqa: PLC0415 - see `attach`

    return entry.wizard(target, speed)


def attach(run: str, process: subprocess.Popen[bytes] | None = None) -> int:
    """Show a run until somebody leaves; then print what stands. Returns the exit code, as design §5 has them.

    `process` is the run's worker, where the caller has just started it.

    Raises:
        StateError: there is no such run.
        JournalError: its journal cannot be read.

    """
    from vnetwizard.tui.entry import show  # noqa: PLC0415 - whoever only asks `usable` does not pay for textual

    return show(run, process)
