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
    from benchmarks.terminal import Terminal

FIRST_PAGE_RATIO = 1.3
FOCUS_BYTES = 3000
PAGE_BYTES = 10_000
_IDLE_SECONDS = 3.0
_TABS = 6
_RUN_SECONDS = 0.5


class Walk(NamedTuple):
    """The bytes of one way through all pages: of each page, by its number, of moves of the focus, of doing nothing.

    `run` is what a run's page sent and half a second of it: its clock goes on.
    """

    pages: dict[int, int]
    moves: list[int]
    idle: int
    run: int


def pages(*, quick: bool) -> list[Figure]:
    """Measure it: the time, the best of several in turns, and bytes on one way through the interview, page by page."""
    first, bare = map(min, in_turns(3 if quick else 10, start_page_milliseconds, bare_page_milliseconds))
    walk = _walk(quick=quick)
    between = {number: size for number, size in walk.pages.items() if 1 < number < REVIEW}
    worst = max(between, key=lambda number: between[number])
    rows = (
        (f"page change, bytes, worst of {len(between)}: to page {worst}", between[worst], PAGE_BYTES),
        ("page change, bytes, from the start page to page 1", walk.pages[1], PAGE_BYTES),
        (f"page change, bytes, to the review, page {REVIEW}", walk.pages[REVIEW], PAGE_BYTES),
        (f"page change, bytes, to the run, and {_RUN_SECONDS:g} s of it", walk.run, PAGE_BYTES),
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


def _walk(*, quick: bool) -> Walk:
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
                moves += _moves(terminal, 2 if quick else _TABS)
        terminal.send(BEGIN, quiet=QUIET_SECONDS)
        begun = terminal.press(ENTER, RUN_PAGE, quiet=0)
        run = len(begun.out) + len(terminal.read_for(_RUN_SECONDS))
    return Walk(sizes, moves, idle, run)


def _moves(terminal: Terminal, tabs: int) -> list[int]:
    """Move the focus so many times, and back again, so that Enter goes on from where it did."""
    return [len(terminal.send(key, quiet=QUIET_SECONDS)) for key in (*[TAB] * tabs, *[BACK_TAB] * tabs)]
