"""Going on with a run from the page that shows it."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.tui.frames import frame, window
from tests.tui.until import until
from vnetwizard import attempts
from vnetwizard.run import events
from vnetwizard.run.events import Outcome
from vnetwizard.run.pairs import NEEDS_KEY
from vnetwizard.run.reading import PairReading, PairsAnswer, PairsQuestion
from vnetwizard.tui.screens.ask_key import AskKey
from vnetwizard.tui.screens.progress import Progress
from vnetwizard.tui.screens.result import Result
from vnetwizard.tui.widgets.connections import Connections

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.tui.journals import MadeRun
    from vnetwizard.run.reading import Answer, Question
    from vnetwizard.topology.keys import SharedKey
    from vnetwizard.tui.app import Window

GOOD_KEY = "Typed0by1Hand2and3nowhere4"


class MadeRunDesk:
    """Starts something that ends by itself in a worker's place; answers with bytes that grow."""

    def __init__(self) -> None:
        self.resumed: list[tuple[str, SharedKey | None]] = []
        self.refusal: attempts.Refusal | None = None
        self.asked: list[Question] = []
        self.started: list[subprocess.Popen[bytes]] = []

    async def ask(self, question: Question) -> Answer:
        self.asked.append(question)
        assert isinstance(question, PairsQuestion)
        one = events.ConnectionState(
            name="TestVNet1toTestVNet4", status="Connected", ingress_bytes=5_000_000, egress_bytes=7
        )
        return PairsAnswer((PairReading(pair="pair", one_key=True, connections=(one,), missing=()),))

    def resume(self, run: str, key: SharedKey | None) -> subprocess.Popen[bytes]:
        if self.refusal:
            raise self.refusal
        self.resumed.append((run, key))
        self.started.append(subprocess.Popen(["sleep", "60"]))
        return self.started[-1]


@pytest.fixture
def desk() -> Iterator[MadeRunDesk]:
    made = MadeRunDesk()
    yield made
    for process in made.started:
        process.kill()
        process.wait()


def showing(run: MadeRun, desk: MadeRunDesk) -> Window:
    return window(lambda: Progress(run.watched(12.0), desk))


async def test_a_stopped_run_is_gone_on_with_from_its_result(run: MadeRun, desk: MadeRunDesk) -> None:
    run.gateways_begun()
    run.record(events.RunFinished(run="7f3a", outcome=Outcome.STOPPED), 5)
    app = showing(run, desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, Result))
        assert "F5 go on" in frame(app)
        await pilot.press("f5")
        await until(pilot, lambda: "F5 go on" not in frame(app))
        assert desk.resumed == [("7f3a", None)]
        assert "A worker is being started" in frame(app)
        run.begin(attempt=2)
        await until(pilot, lambda: isinstance(app.screen, Progress))


async def test_what_is_refused_stays_on_the_page(run: MadeRun, desk: MadeRunDesk) -> None:
    run.gateways_begun()
    desk.refusal = attempts.Refusal("Another run is in the way: {run}.", run="[/x]")
    app = showing(run, desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("f5")
        await until(pilot, lambda: "Another run is in the way: [/x]." in frame(app))
        assert desk.resumed == []


async def test_a_run_that_waits_for_its_typed_key_asks_for_it(run: MadeRun, desk: MadeRunDesk) -> None:
    run.gateways_begun()
    run.record(events.Problem(step="", code=NEEDS_KEY, message="m", mend="n", values={}, request_id=""), 1)
    run.record(events.RunFinished(run="7f3a", outcome=Outcome.PAUSED), 5)
    app = showing(run, desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, Result))
        await pilot.press("f5")
        await until(pilot, lambda: isinstance(app.screen, AskKey))
        await pilot.press("enter", "escape")
        assert desk.resumed == []
        await until(pilot, lambda: isinstance(app.screen, Result))
        await pilot.press("f5")
        await until(pilot, lambda: isinstance(app.screen, AskKey))
        for letter in GOOD_KEY:
            await pilot.press(letter)
        assert GOOD_KEY not in frame(app)
        await pilot.press("enter")
        await until(pilot, lambda: bool(desk.resumed))
        key = desk.resumed[0][1]
        assert key is not None
        assert key.reveal() == GOOD_KEY


async def test_a_pair_that_stands_shows_its_bytes_as_they_are_now(run: MadeRun, desk: MadeRunDesk) -> None:
    run.gateways_begun()
    run.connect()
    app = showing(run, desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, Result) and "5.0 MB in, 7 bytes out" in frame(app))
        assert len(app.screen.query_one(Connections).rows) == 1
        assert "F5 go on" not in frame(app)
