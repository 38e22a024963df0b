"""The progress page on a screen: what it shows, what it redraws, what its keys do."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from tests.tui.frames import compare, frame, window
from tests.tui.journals import GATEWAYS, MadeRun
from tests.tui.until import until
from vnetwizard.run import events
from vnetwizard.run.events import Outcome, StepState
from vnetwizard.tui.page import TooSmall
from vnetwizard.tui.screens.keys import Keys
from vnetwizard.tui.screens.progress import Progress
from vnetwizard.tui.screens.result import Result
from vnetwizard.tui.screens.stop import Stop
from vnetwizard.tui.widgets.drawing import Drawn
from vnetwizard.tui.widgets.heading import HeadingLine
from vnetwizard.tui.widgets.tail import Tail

if TYPE_CHECKING:
    from vnetwizard.tui.app import Window


def sleeper() -> subprocess.Popen[bytes]:
    """Something that SIGTERM ends, in a worker's place."""
    return subprocess.Popen(["sleep", "60"])


SIZES = [(80, 24), (120, 36)]


def showing(run: MadeRun, later: float = 12.0) -> Window:
    return window(lambda: Progress(run.watched(later)))


@pytest.mark.parametrize("size", SIZES)
async def test_a_running_run(run: MadeRun, size: tuple[int, int]) -> None:
    run.hold()
    run.gateways_begun()
    app = showing(run)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        compare(app, f"progress-running-{size[0]}x{size[1]}")


@pytest.mark.parametrize("size", SIZES)
async def test_a_refused_gateway_stands_in_place_with_its_mend(run: MadeRun, size: tuple[int, int]) -> None:
    run.hold()
    run.gateways_begun()
    run.refuse(GATEWAYS[0])
    app = showing(run)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        compare(app, f"progress-refused-{size[0]}x{size[1]}")


async def test_60x20_shows_everything_and_less_says_what_it_needs(run: MadeRun) -> None:
    run.hold()
    run.gateways_begun()
    app = showing(run)
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        compare(app, "progress-running-60x20")
        for size in [(59, 20), (60, 19), (5, 2), (1, 1)]:
            await pilot.resize_terminal(*size)
            await until(pilot, lambda: app.screen.query_one(TooSmall).display)
            assert not app.screen.query_one(HeadingLine).display
        await pilot.resize_terminal(60, 20)
        await until(pilot, lambda: app.screen.query_one(HeadingLine).display)
        compare(app, "progress-running-60x20")


async def test_the_plan_appears_when_it_is_made(run: MadeRun) -> None:
    run.hold()
    run.record(events.RunStarted(run="7f3a", attempt=1, pid=1))
    app = showing(run)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "reading what is there" in frame(app)
        run.gateways_begun()
        await until(pilot, lambda: "TestVNet4GW" in frame(app))


async def test_only_what_differs_is_drawn_again(run: MadeRun, monkeypatch: pytest.MonkeyPatch) -> None:
    run.hold()
    run.gateways_begun()
    drawn: list[str] = []
    app = showing(run)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for kind in (one for one in _kinds(Drawn) if "render" in vars(one)):
            monkeypatch.setattr(kind, "render", _noting(kind, drawn))
        run.step(GATEWAYS[0], StepState.DONE)
        await until(pilot, lambda: "StepLine" in drawn)
        assert sorted(set(drawn) - {"Said", "HeadingLine"}) == ["StepLine", "TimeLine"]
        assert drawn.count("StepLine") == 1


def _kinds(kind: type[Drawn]) -> list[type[Drawn]]:
    return [one for child in kind.__subclasses__() for one in (child, *_kinds(child))]


def _noting(kind: type[Drawn], drawn: list[str]) -> Any:
    render = kind.render

    def noted(self: Drawn) -> Any:
        drawn.append(kind.__name__)
        return render(self)

    return noted


async def test_the_log_follows_only_at_the_tail(run: MadeRun) -> None:
    run.hold()
    run.gateways_begun()
    moment = 0
    watched = run.watched()
    watched.wall = lambda: run.wall.replace(second=moment % 60)
    app = window(lambda: Progress(watched))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        log = app.screen.query_one(Tail)

        async def told(code: str) -> None:
            nonlocal moment
            run.record(events.Delayed(step=GATEWAYS[0], code=code, message="", request_id="", next_seconds=1))
            moment += 1
            count = len(watched.lines)
            await until(pilot, lambda: len(watched.lines) > count and log.virtual_size.height == len(watched.lines))

        await told("First")
        assert "First" in frame(app)
        await pilot.press("f6", "home")
        await until(pilot, lambda: log.scroll_offset.y == 0)
        assert log.has_focus
        await told("Second")
        assert log.scroll_offset.y == 0
        await pilot.press("end")
        await until(pilot, lambda: "Second" in frame(app))
        await told("Third")
        assert "Third" in frame(app)


@pytest.mark.parametrize("key", ["escape", "q", "f10", "ctrl+q"])
async def test_leaving_leaves_it_running_and_says_how_to_come_back(run: MadeRun, key: str) -> None:
    run.hold()
    run.gateways_begun()
    app = showing(run)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(key)
    assert app.return_value is not None
    assert app.return_value.code == 3
    assert app.return_value.lines[-1].endswith("vnetwizard attach 7f3a")


@pytest.mark.parametrize(("answer", "stopped"), [(("enter",), False), (("escape",), False), (("y",), True)])
async def test_stopping_asks_first_and_opens_on_no(run: MadeRun, answer: tuple[str, ...], *, stopped: bool) -> None:
    worker = sleeper()
    run.hold(worker.pid)
    run.gateways_begun()
    app = showing(run)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+c")
        await until(pilot, lambda: isinstance(app.screen, Stop))
        compare(app, "stop-80x24")
        await pilot.press(*answer)
        await until(pilot, lambda: isinstance(app.screen, Progress))
        if not stopped:
            assert worker.poll() is None
            worker.kill()
        worker.wait(10)
        assert (worker.returncode == -15) is stopped


async def test_ctrl_c_twice_leaves_and_stops_nothing(run: MadeRun) -> None:
    worker = sleeper()
    run.hold(worker.pid)
    run.gateways_begun()
    app = showing(run)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+c")
        await until(pilot, lambda: isinstance(app.screen, Stop))
        await pilot.press("ctrl+c")
    assert worker.poll() is None
    worker.kill()
    worker.wait()
    assert app.return_value is not None
    assert app.return_value.code == 3


async def test_ctrl_c_while_it_is_stopping_leaves(run: MadeRun) -> None:
    run.hold()
    run.gateways_begun()
    run.record(events.Stopping())
    app = showing(run)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+c")
    assert app.return_value is not None


async def test_the_end_leads_to_the_result_and_another_attempt_leads_back(run: MadeRun) -> None:
    run.hold()
    run.gateways_begun()
    app = showing(run)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        run.finish(Outcome.STOPPED)
        run.release()
        await until(pilot, lambda: isinstance(app.screen, Result))
        run.hold()
        run.begin(attempt=2)
        await until(pilot, lambda: isinstance(app.screen, Progress))
        run.finish(Outcome.PAUSED)
        await until(pilot, lambda: isinstance(app.screen, Result))


async def test_several_watch_at_once(run: MadeRun) -> None:
    run.hold()
    run.gateways_begun()
    one, other = showing(run), showing(run)
    async with one.run_test(size=(80, 24)) as first, other.run_test(size=(120, 36)) as second:
        run.step(GATEWAYS[0], StepState.DONE)
        await until(first, lambda: "7 of 12" in frame(one))
        await until(second, lambda: "7 of 12" in frame(other))


async def test_a_key_or_its_twin_or_tab_and_enter_explain_the_keys(run: MadeRun) -> None:
    run.hold()
    run.gateways_begun()
    app = showing(run)
    async with app.run_test(size=(80, 24)) as pilot:
        for keys in (("f1",), ("question_mark",), ("tab", "enter"), ("tab", "tab", "enter")):
            await pilot.press(*keys)
            if isinstance(app.screen, Keys):
                break
        for keys in (("f1",), ("question_mark",)):
            if isinstance(app.screen, Keys):
                await pilot.press("escape")
            await pilot.press(*keys)
            await until(pilot, lambda: isinstance(app.screen, Keys))
        compare(app, "keys-80x24")


async def test_copying_says_what_was_really_done(run: MadeRun) -> None:
    run.hold()
    run.gateways_begun()
    app = showing(run)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f9")
        await until(pilot, lambda: "Sent to your terminal (OSC 52)" in frame(app))
        assert app.clipboard == "vnetwizard attach 7f3a"


async def test_a_journal_that_cannot_be_read_is_said_and_tried_again(run: MadeRun) -> None:
    run.hold()
    run.gateways_begun()
    app = showing(run)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        run.journal._database.execute("ALTER TABLE event RENAME TO gone")
        await until(pilot, lambda: "cannot be used" in frame(app))
        run.journal._database.execute("ALTER TABLE gone RENAME TO event")
        await until(pilot, lambda: "You may close this window" in frame(app))
