"""The progress page: both sides beside each other, what Azure does now, the newest lines of the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Grid, Vertical

from vnetwizard.tui.going_on import GO_ON, GoesOn
from vnetwizard.tui.keys import Key, bindings
from vnetwizard.tui.model.azure import azure_name
from vnetwizard.tui.model.farewell import farewell
from vnetwizard.tui.model.progress import Progress as Picture
from vnetwizard.tui.model.progress import progress
from vnetwizard.tui.screens.keys import Keys
from vnetwizard.tui.screens.result import Result
from vnetwizard.tui.screens.stop import Stop
from vnetwizard.tui.watched import LOOK_SECONDS
from vnetwizard.tui.widgets.header import Header
from vnetwizard.tui.widgets.heading import HeadingLine
from vnetwizard.tui.widgets.notice import Notices
from vnetwizard.tui.widgets.pair_line import PairLine
from vnetwizard.tui.widgets.said import Said
from vnetwizard.tui.widgets.scrolling import Scrolling
from vnetwizard.tui.widgets.side import SidePanel, shape
from vnetwizard.tui.widgets.tail import Tail
from vnetwizard.words import mark, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from vnetwizard.tui.desk import RunDesk
    from vnetwizard.tui.model.parting import Farewell
    from vnetwizard.tui.watched import Watched

_NOTE_SECONDS = 5.0


class Progress(GoesOn):
    """Shows a run, and looks five times a second whether anything is new; what is the same is not drawn again."""

    CSS_PATH = "progress.tcss"
    KEYS: ClassVar = (
        Key("explain", ("f1", "question_mark"), mark("keys"), mark("Show what the keys and signs mean.")),
        Key("log", ("f6", "l"), mark("log"), mark("Move into the log, to scroll it by the arrow keys, and out again.")),
        GO_ON,
        Key("result", ("f8", "r"), mark("result"), mark("Show what stands, now that the run is over.")),
        Key("copy", ("f9", "c"), mark("copy"), mark("Send the command line at the bottom to your clipboard.")),
        Key(
            "leave_running",
            ("escape", "q", "f10"),
            mark("leave it running"),
            mark("Leave this page; the run goes on by itself."),
        ),
        Key("leave", ("escape", "q", "f10", "ctrl+c"), mark("leave"), mark("Leave; where the run stands is printed.")),
        Key("stop", ("ctrl+c", "s"), mark("stop"), mark("Ask the run to stop where it can; asks you first.")),
    )
    BINDINGS: ClassVar = bindings(KEYS)

    def __init__(self, watched: Watched, desk: RunDesk | None = None) -> None:
        super().__init__()
        self._watched = watched
        self._desk = desk
        self._picture = progress(watched.seen())
        self._second = 0
        self._note = ""
        self._result: Result | None = None

    def compose_body(self) -> Iterable[Widget]:
        """Make the lines; those of the sides change with the plan."""
        yield HeadingLine()
        with Scrolling(id="picture"):
            yield Grid(*(SidePanel(side) for side in self._picture.sides), id="sides")
            yield Vertical(*(PairLine() for _ in self._picture.pairs), id="pairs")
            yield Notices()
            yield Said(id="azure")
            yield Said(id="money")
        yield Tail()
        with Vertical(id="bottom"):
            yield Said(id="hint")

    async def on_mount(self) -> None:
        """Show the run, and begin to look."""
        self.hold()
        self.call_after_refresh(self.call_after_refresh, self.release)
        header = self.query_one(Header)
        target = self._watched.about.target
        header.azure, header.practice = azure_name(target), target.practice
        self.query_one(Tail).show(self._watched.lines)
        await self._show(self._picture)
        self._follow_the_end()
        self.set_interval(LOOK_SECONDS, self._look)

    async def _look(self) -> None:
        news, second = self._watched.look(), int(self._watched.wall().timestamp())
        if news:
            self._note = ""
        if news or second != self._second:
            await self._show(progress(self._watched.seen()))
        if second != self._second:  # the dearest part, so at most once a second
            self._second = second
            self.query_one(Tail).show(self._watched.lines)
        if news:
            self._follow_the_end()

    async def _show(self, picture: Picture) -> None:
        reshaped = shape(picture.sides) != shape(self._picture.sides) or len(picture.pairs) != len(self._picture.pairs)
        self._picture = picture
        if reshaped:
            with self.app.batch_update():
                await self._reshape()
        self.query_one(HeadingLine).heading = picture.heading
        for panel, side in zip(self.query(SidePanel), picture.sides, strict=True):
            panel.show(side)
        for line, pair in zip(self.query(PairLine), picture.pairs, strict=True):
            line.pair = pair
        self.query_one(Notices).notices = picture.notices
        self.set_class(bool(picture.notices), "-noticed")
        self._say("azure", picture.azure)
        self._say("money", picture.money)
        self._say("hint", self._note or picture.hint, picture.command)
        header = self.query_one(Header)
        header.speed = self._watched.speed
        header.clock = f"{self._watched.wall().astimezone():%H:%M}" if self._watched.seen().working else ""

    async def _reshape(self) -> None:
        sides, pairs = self.query_one("#sides"), self.query_one("#pairs")
        await sides.remove_children()
        await pairs.remove_children()
        await sides.mount_all(SidePanel(side) for side in self._picture.sides)
        await pairs.mount_all(PairLine() for _ in self._picture.pairs)

    def _say(self, where: str, text: str, command: str = "") -> None:
        said = self.query_one(f"#{where}", Said)
        said.text, said.command = text, command

    def _follow_the_end(self) -> None:
        """Go to the result when the run ends, and come back when somebody goes on with it."""
        over = self._watched.seen().over
        self.refresh_bindings()
        if over and self._result is None:
            self._result = Result(self._watched, self._desk)
            self.app.push_screen(self._result)
        elif not over and self._result is not None:
            if self._result.is_current:
                self._result.dismiss()
            self._result = None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's own
        """Offer what can be done now: the result when there is one, stopping while somebody works."""
        seen = self._watched.seen()
        match action:
            case "result":
                return seen.over
            case "stop":
                return seen.working
            case "go_on":
                return self.may_go_on
            case "leave_running":
                return seen.working
            case "leave":
                return not seen.working
            case _:
                return True

    def farewell(self) -> Farewell:
        """Say how the run stands."""
        return farewell(self._watched.seen())

    def action_explain(self) -> None:
        """Show what the keys mean."""
        self.app.push_screen(Keys(self.usable_keys()))

    def action_log(self) -> None:
        """Move into the log, or out of it."""
        log = self.query_one(Tail)
        self.set_focus(None if log.has_focus else log)

    def action_result(self) -> None:
        """Show the result."""
        self.app.push_screen(Result(self._watched, self._desk))

    def action_copy(self) -> None:
        """Copy the line that brings one back."""
        self.app.copy_to_clipboard(self._picture.command)
        self._note = say(mark("Sent to your terminal (OSC 52), if it takes it:"))
        self._say("hint", self._note, self._picture.command)
        self.set_timer(_NOTE_SECONDS, self._forget_note)

    def tell(self, text: str) -> None:
        """Say it in the hint's place."""
        self._note = text
        self._say("hint", text, self._picture.command)

    def _forget_note(self) -> None:
        self._note = ""
        self._say("hint", self._picture.hint, self._picture.command)

    def action_stop(self) -> None:
        """Ask whether to stop; a second time, leave it stopping."""
        seen = self._watched.seen()
        if seen.story.stopping:
            self.window.action_leave()
        else:
            self.app.push_screen(Stop(seen), self._stop)

    def action_leave_running(self) -> None:
        """Leave; the run goes on."""
        self.window.action_leave()

    def _stop(self, wanted: bool | None) -> None:  # noqa: FBT001 - a screen's result
        if wanted:
            self._watched.stop()
