"""What is left on the terminal when the pages are left."""

from __future__ import annotations

from typing import NamedTuple


class Farewell(NamedTuple):
    """The exit code, sentences for the scrollback, and lines to paste into a shell, which are never folded."""

    code: int
    lines: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()
