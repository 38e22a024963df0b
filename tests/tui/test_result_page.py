"""The result page on a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.tui.frames import compare, frame, window
from tests.tui.journals import GATEWAYS, MadeRun
from tests.tui.until import until
from vnetwizard.run.events import Outcome
from vnetwizard.tui.screens.progress import Progress
from vnetwizard.tui.screens.result import Result
from vnetwizard.tui.widgets.command import Command

if TYPE_CHECKING:
    from collections.abc import Callable

    from vnetwizard.tui.app import Window

SIZES = [(80, 24), (120, 36)]


def showing(run: MadeRun) -> Window:
    return window(lambda: Progress(run.watched()))


@pytest.mark.parametrize("size", SIZES)
async def test_connected(run: MadeRun, size: tuple[int, int]) -> None:
    run.gateways_begun()
    run.connect()
    app = showing(run)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: isinstance(app.screen, Result))
        compare(app, f"result-connected-{size[0]}x{size[1]}")


@pytest.mark.parametrize("size", SIZES)
async def test_connected_where_it_is_real(make_run: Callable[..., MadeRun], size: tuple[int, int]) -> None:
    run = make_run(practice=False)
    run.gateways_begun()
    run.connect()
    app = showing(run)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: isinstance(app.screen, Result))
        compare(app, f"result-real-{size[0]}x{size[1]}")


@pytest.mark.parametrize("size", SIZES)
async def test_failed(run: MadeRun, size: tuple[int, int]) -> None:
    run.gateways_begun()
    run.refuse(GATEWAYS[0])
    run.finish(Outcome.FAILED)
    app = showing(run)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: isinstance(app.screen, Result))
        compare(app, f"result-failed-{size[0]}x{size[1]}")


async def test_steps_and_result_lead_to_each_other(run: MadeRun) -> None:
    run.gateways_begun()
    run.connect()
    app = showing(run)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, Result))
        await pilot.press("f7")
        await until(pilot, lambda: isinstance(app.screen, Progress))
        compare(app, "progress-over-80x24")
        await pilot.press("f8")
        await until(pilot, lambda: isinstance(app.screen, Result))
        await pilot.press("ctrl+c")
    assert app.return_value is not None
    assert app.return_value.code == 0


async def test_one_line_or_all_lines_are_copied(make_run: Callable[..., MadeRun]) -> None:
    run = make_run(practice=False)
    run.gateways_begun()
    run.connect()
    app = showing(run)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, Result))
        await pilot.press("f9")
        assert len(app.clipboard.splitlines()) == 2 + 12
        app.screen.set_focus(app.screen.query(Command).first())
        await pilot.press("c")
        assert app.clipboard == "vnetwizard verify 7f3a"
        await until(pilot, lambda: "Sent to your terminal" in frame(app))
