"""The application itself: what is shown when it is at fault, its keys, its characters, its clock."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

from tests.tui.frames import frame
from tests.tui.journals import BEGAN, GATEWAYS, MadeRun
from tests.tui.until import until
from vnetwizard.run import events
from vnetwizard.run.journal import Entry
from vnetwizard.tui import keys, signs
from vnetwizard.tui.app import Window
from vnetwizard.tui.crash import Crash
from vnetwizard.tui.model.clock import AzureClock
from vnetwizard.tui.page import SMALLEST, Page
from vnetwizard.tui.screens.progress import Progress
from vnetwizard.tui.screens.result import Result
from vnetwizard.tui.screens.stop import Stop
from vnetwizard.tui.widgets.choice import Choice

if TYPE_CHECKING:
    from collections.abc import Sequence

SECRET = "pre-shared-and-never-shown"


async def test_a_fault_is_told_without_values_and_with_where_the_run_stands(
    run: MadeRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    run.hold()
    run.gateways_begun()

    def fail(_self: Progress) -> None:
        key = SECRET
        raise ValueError(key)

    monkeypatch.setattr(Progress, "action_explain", fail)
    app = Window(lambda: Progress(run.watched()))
    with pytest.raises(Crash) as caught:
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("f1")
    console = Console(width=200)
    with console.capture() as printed:
        console.print(caught.value)
    page = printed.get()
    assert "vnetwizard attach 7f3a" in page
    assert "builtins.ValueError" in page
    assert "test_app.py" in page
    assert SECRET not in page
    assert app.return_code == 1


async def test_a_fault_in_what_tells_how_it_stands_is_told_as_well(
    run: MadeRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_self: Progress) -> None:
        raise KeyError(SECRET)

    monkeypatch.setattr(Progress, "action_explain", fail)
    monkeypatch.setattr(Progress, "farewell", fail)
    with pytest.raises(Crash):
        async with Window(lambda: Progress(run.watched())).run_test() as pilot:
            await pilot.press("f1")


@pytest.mark.parametrize("screen", [Progress, Result, Stop])
def test_every_key_has_words_and_each_f_key_a_plain_twin(screen: type[Progress | Result | Stop]) -> None:
    for key in screen.KEYS:
        assert hasattr(screen, f"action_{key.action}")
        assert key.label
        assert key.sentence.endswith(".")
        if key.shown.startswith("F"):
            assert any(len(keys.key_name(twin)) == 1 for twin in key.keys[1:])


async def test_the_key_line_fits_the_smallest_page(run: MadeRun) -> None:
    run.hold()
    run.gateways_begun()
    app = Window(lambda: Progress(run.watched()))
    async with app.run_test(size=SMALLEST) as pilot:
        await pilot.pause()
        shown = [one for one in app.screen.query(Choice) if one.display]
        assert [one.action for one in shown] == ["explain", "log", "copy", "leave_running", "stop"]
        assert all(one.region.right <= SMALLEST[0] for one in shown)


async def test_tab_reaches_every_key_and_enter_presses_it(run: MadeRun) -> None:
    run.hold()
    run.gateways_begun()
    app = Window(lambda: Progress(run.watched()))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        reached = set()
        for _ in range(8):
            await pilot.press("tab")
            if isinstance(app.focused, Choice):
                reached.add(app.focused.action)
        assert reached == {"explain", "log", "copy", "leave_running", "stop"}
        app.screen.set_focus(next(one for one in app.screen.query(Choice) if one.action == "stop"))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Stop))


def test_keys_are_named_as_they_are_written() -> None:
    names = [keys.key_name(one) for one in ("f6", "ctrl+c", "escape", "q", "question_mark", "shift+tab")]
    assert names == ["F6", "Ctrl+C", "Esc", "q", "?", "Shift+Tab"]


@pytest.mark.parametrize(
    ("encoding", "terminal", "expected"),
    [
        ("utf-8", "xterm-256color", signs.RICH),
        ("UTF8", "tmux", signs.RICH),
        ("ascii", "xterm", signs.PLAIN),
        (None, "xterm", signs.PLAIN),
        ("utf-8", "linux", signs.PLAIN),
    ],
)
def test_signs_fit_the_terminal(encoding: str | None, terminal: str, expected: signs.Signs) -> None:
    assert signs.fitting(encoding, terminal) == expected


async def test_a_plain_terminal_gets_only_ascii(run: MadeRun) -> None:
    run.hold()
    run.gateways_begun()
    app = Window(lambda: Progress(run.watched()), whereabouts="ana@jump01", drawn_with=signs.PLAIN)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert frame(app).isascii()
        await pilot.press("f1")
        await until(pilot, lambda: not isinstance(app.screen, Page))
        assert frame(app).isascii()


def clock(moments: Sequence[tuple[float, float]]) -> AzureClock:
    """A clock that has learnt of events at these seconds of the wall and of Azure."""
    made = AzureClock()
    for place, (wall, azure) in enumerate(moments):
        event = (
            events.Looked(step=GATEWAYS[0], next_seconds=1) if place else events.RunStarted(run="", attempt=1, pid=1)
        )
        made.learn(Entry(place, BEGAN + timedelta(seconds=wall), BEGAN + timedelta(seconds=azure), event))
    return made


@pytest.mark.parametrize(
    ("moments", "speed"),
    [
        ([], 1.0),
        ([(0, 0)], 1.0),
        ([(0, 0), (0.1, 60)], 1.0),
        ([(0, 0), (10, 10)], 1.0),
        ([(0, 0), (10, 600)], 60.0),
        ([(0, 0), (10, -5)], 0.0),
        ([(10, 0), (0, 10)], 1.0),
        ([(0, 0), (30, 30), (60, 60), (80, 1260)], 60.0),
    ],
)
def test_the_clock_learns_how_fast_azure_runs(moments: list[tuple[float, float]], speed: float) -> None:
    assert clock(moments).speed == pytest.approx(speed)


def test_the_clock_never_goes_back_within_an_attempt() -> None:
    learnt = clock([(0, 0), (10, 600)])
    shown = learnt.now(BEGAN + timedelta(seconds=20))
    learnt.learn(Entry(9, BEGAN + timedelta(seconds=21), BEGAN + timedelta(seconds=700), events.Stopping()))
    assert learnt.now(BEGAN + timedelta(seconds=21)) == shown
    assert learnt.now(BEGAN + timedelta(seconds=15)) == shown
