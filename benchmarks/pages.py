"""What the wizard's pages take: time until the first, bytes of moving about, nothing while nobody touches anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from benchmarks.measure import in_turns
from benchmarks.table import Figure
from benchmarks.wizards import (
    BACK_TAB,
    BEGIN,
    ENTER,
    QUIET_SECONDS,
    REVIEW,
    RUN_PAGE,
    START_PAGE,
    TAB,
    bare_page_milliseconds,
    go_on,
    let_it_read,
    start_page_milliseconds,
    wizard,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.terminal import Terminal

FIRST_PAGE_RATIO = 1.3
FOCUS_BYTES = 3000
PAGE_BYTES = 10_000
_IDLE_SECONDS = 3.0
_TABS = 6
_WALKS = 4
"""Ways through all pages; what is sent depends a little on who comes first, the page or what Azure says."""
_RUN = REVIEW + 1
"""The page of the run that is begun on the review."""
_RUN_SECONDS = 2.0
_PAINTED_SECONDS = 0.1
"""The page of a run is never quiet for long."""


class Walk(NamedTuple):
    """The bytes of one way through all pages: of each page, by its number, of moves of the focus, of doing nothing.

    `run` is what the page of a run sends in its first seconds, whose steps come sixty times as fast as in Azure.
    """

    pages: dict[int, int]
    moves: list[int]
    idle: int
    run: int


def pages(*, quick: bool) -> list[Figure]:
    """Measure it: the time, the best of several in turns, and bytes on the way through all pages, the worst of some."""
    first, bare = map(min, in_turns(3 if quick else 10, start_page_milliseconds, bare_page_milliseconds))
    walks = [_walk(0 if number else 2 if quick else _TABS) for number in range(1 if quick else _WALKS)]
    walk = _worst(walks)
    times = f"worst of {len(walks)}"
    between = {number: size for number, size in walk.pages.items() if 1 < number < REVIEW}
    worst = max(between, key=lambda number: between[number])
    rows = (
        (f"page change, bytes, {times}, to page {worst} of the interview", between[worst], PAGE_BYTES),
        (f"page change, bytes, {times}, to page 1 from the start page", walk.pages[1], PAGE_BYTES),
        (f"page change, bytes, {times}, to the review, page {REVIEW}", walk.pages[REVIEW], PAGE_BYTES),
        (f"page change, bytes, {times}, to the run", walk.pages[_RUN], PAGE_BYTES),
        (f"page of the run, bytes of its first {_RUN_SECONDS:g} s, {times}", walk.run, None),
        (f"focus change, bytes, worst of {len(walk.moves)}", max(walk.moves), FOCUS_BYTES),
        (f"idle page of the interview, bytes in {_IDLE_SECONDS:g} s", walk.idle, 0),
    )
    return [
        Figure(
            what="first page painted",
            measured=first,
            unit="ms",
            against="bare app",
            beside=bare,
            limit=FIRST_PAGE_RATIO,
            limit_on="ratio",
        ),
        *(Figure(what=what, measured=measured, unit="B", limit=limit) for what, measured, limit in rows),
    ]


def _walk(tabs: int) -> Walk:
    sizes: dict[int, int] = {}
    moves: list[int] = []
    with wizard() as terminal:
        terminal.read_until(*START_PAGE)
        terminal.read_until_quiet(QUIET_SECONDS)
        for number in range(1, REVIEW + 1):
            sizes[number] = len(go_on(terminal, number).out)
            if number == 1:
                let_it_read(terminal)
                idle = len(terminal.read_for(_IDLE_SECONDS))
            if number != REVIEW:
                moves += _moves(terminal, tabs)
        terminal.send(BEGIN, quiet=QUIET_SECONDS)
        sizes[_RUN] = len(terminal.press(ENTER, RUN_PAGE, quiet=_PAINTED_SECONDS).out)
        run = sizes[_RUN] + len(terminal.read_for(_RUN_SECONDS))
    return Walk(sizes, moves, idle, run)


def _moves(terminal: Terminal, tabs: int) -> list[int]:
    """Move the focus so many times, and back again, so that Enter goes on from where it did."""
    return [len(terminal.send(key, quiet=QUIET_SECONDS)) for key in (*[TAB] * tabs, *[BACK_TAB] * tabs)]


def _worst(walks: Sequence[Walk]) -> Walk:
    """Return the most of everything."""
    return Walk(
        pages={number: max(walk.pages[number] for walk in walks) for number in walks[0].pages},
        moves=[size for walk in walks for size in walk.moves],
        idle=max(walk.idle for walk in walks),
        run=max(walk.run for walk in walks),
    )
