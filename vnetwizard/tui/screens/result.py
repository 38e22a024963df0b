"""The result page: what stands, how long it took, what it costs, what comes next."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.message import Message
from textual.widgets import Static

from vnetwizard.run.events import Outcome
from vnetwizard.run.reading import PairsAnswer, PairsQuestion
from vnetwizard.tui.going_on import GO_ON, GoesOn
from vnetwizard.tui.keys import Key, bindings
from vnetwizard.tui.model.azure import azure_name
from vnetwizard.tui.model.farewell import farewell
from vnetwizard.tui.model.result import Section, connection_rows, result
from vnetwizard.tui.reader import ReaderGone
from vnetwizard.tui.screens.keys import Keys
from vnetwizard.tui.widgets.command import Command
from vnetwizard.tui.widgets.connections import Connections
from vnetwizard.tui.widgets.header import Header
from vnetwizard.tui.widgets.heading import HeadingLine
from vnetwizard.tui.widgets.notice import Notices
from vnetwizard.tui.widgets.said import Said
from vnetwizard.tui.widgets.scrolling import Scrolling
from vnetwizard.words import mark, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from vnetwizard.run.events import ConnectionState
    from vnetwizard.tui.desk import RunDesk
    from vnetwizard.tui.model.parting import Farewell
    from vnetwizard.tui.watched import Watched

_READ_SECONDS = 10.0
"""Between two looks at the connections of a pair that stands."""


class Result(GoesOn):
    """Shows a run whose newest attempt is over. Stands still, but for the bytes of a pair that carries traffic."""

    CSS_PATH = "result.tcss"
    KEYS: ClassVar = (
        Key("explain", ("f1", "question_mark"), mark("keys"), mark("Show what the keys and signs mean.")),
        GO_ON,
        Key("steps", ("f7", "b"), mark("back to the steps"), mark("Show the steps and the log of the run.")),
        Key(
            "copy",
            ("f9", "c"),
            mark("copy"),
            mark("Send the command line in focus to your clipboard, or all of them. Tab goes through them."),
        ),
        Key("leave", ("escape", "q", "f10", "ctrl+c"), mark("leave"), mark("Leave; everything here is printed.")),
    )
    BINDINGS: ClassVar = bindings(KEYS)
    AUTO_FOCUS = "#body"

    class Read(Message):
        """Both connections were read again."""

        def __init__(self, connections: tuple[ConnectionState, ...]) -> None:
            super().__init__()
            self.connections = connections

    def __init__(self, watched: Watched, desk: RunDesk | None = None) -> None:
        super().__init__()
        self._watched = watched
        self._desk = desk
        self._result = result(watched.seen())

    def compose_body(self) -> Iterable[Widget]:
        """Make one part after another."""
        yield HeadingLine()
        with Scrolling(id="body"):
            yield Connections()
            yield Static(self._result.took, markup=False)
            yield Notices()
            for section in self._result.sections:
                yield from _section(section)
        yield Said(id="copied")

    def on_mount(self) -> None:
        """Show the run."""
        header = self.query_one(Header)
        target = self._watched.about.target
        header.azure, header.practice = azure_name(target), target.practice
        self.query_one(Connections).rows = self._result.connections
        self.query_one(HeadingLine).heading = self._result.heading
        self.query_one(Notices).notices = self._result.notices
        if self._desk is not None and self._watched.seen().view.outcome is Outcome.CONNECTED:
            self.run_worker(self._read_again(self._desk), group="bytes", exit_on_error=False)

    async def _read_again(self, desk: RunDesk) -> None:
        """Read both connections now and then; what is the same is not drawn again. A reader that is gone is let go."""
        question = PairsQuestion(self._watched.plan)
        while True:
            try:
                answer = await desk.ask(question)
            except ReaderGone:
                return
            if isinstance(answer, PairsAnswer):
                self.post_message(self.Read(tuple(one for pair in answer.pairs for one in pair.connections)))
            await asyncio.sleep(_READ_SECONDS)

    @on(Read)
    def _show_again(self, message: Read) -> None:
        self.query_one(Connections).rows = connection_rows(message.connections)

    def farewell(self) -> Farewell:
        """Say how the run stands."""
        return farewell(self._watched.seen())

    def action_explain(self) -> None:
        """Show what the keys mean."""
        self.app.push_screen(Keys(self.usable_keys()))

    def tell(self, text: str) -> None:
        """Say it below everything else."""
        self.query_one("#copied", Said).text = text

    def action_steps(self) -> None:
        """Go back to the steps."""
        self.dismiss()

    def action_copy(self) -> None:
        """Copy the command line in focus, or all."""
        lines = [one.line for one in self.query(Command) if one.has_focus] or [one.line for one in self.query(Command)]
        self.app.copy_to_clipboard("\n".join(lines))
        self.query_one("#copied", Said).text = say(
            mark("Sent to your terminal (OSC 52), if it takes it. All lines are printed when you leave.")
        )


def _section(section: Section) -> Iterable[Widget]:
    yield Static(section.title, markup=False, classes="title")
    for sentence in section.sentences:
        yield Static(sentence, markup=False, classes="sentence")
    for line in section.commands:
        yield Command(line)
