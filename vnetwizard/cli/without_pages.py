"""What is said where no pages can be shown: why, and what works all the same."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from vnetwizard import tui
from vnetwizard.run.codes import USAGE
from vnetwizard.words import mark, say

if TYPE_CHECKING:
    from vnetwizard.cli.console import Console

_WHY = {
    tui.Obstacle.NO_TERMINAL: mark("The wizard needs a terminal at its input and its error output, and here is none."),
    tui.Obstacle.DUMB: mark("The wizard needs a terminal that can move its cursor; this one is {term}."),
    tui.Obstacle.NO_SIZE: mark(
        "The wizard needs to know how large this terminal is, and it does not say. Tell it:  stty rows 24 cols 80"
    ),
}
_WORKS = (
    ("sample", mark("print a plan file to begin with")),
    ("check PLAN", mark("what is wrong with it, offline")),
    ("plan PLAN", mark("what would be made, changed and kept")),
    ("apply PLAN --yes", mark("do it, line by line; with --json for scripts, with --practice for nothing")),
    ("runs", mark("all runs and where they stand")),
    ("attach [RUN]", mark("watch a run, line by line")),
    ("resume [RUN]", mark("go on with one")),
    ("verify [RUN]", mark("read both connections and both keys again")),
)


def explain(console: Console, obstacle: tui.Obstacle) -> int:
    """Say why there are no pages, and which commands work without. Returns the exit code."""
    console.warn(_WHY[obstacle], term=os.environ.get("TERM") or "-")
    console.warn(mark("These commands work without one:"))
    for command, what in _WORKS:
        console.warn("  {command}  {what}", command=f"vnetwizard {command}".ljust(27), what=say(what))
    return USAGE
