"""All pages, with a mark and a word for how each stands; those that were visited can be gone to."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from vnetwizard.tui.widgets.drawing import Drawn, spread
from vnetwizard.wizard.view import State
from vnetwizard.words import say

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from vnetwizard.wizard.pages import Side
    from vnetwizard.wizard.view import View

_STYLES = {
    State.CURRENT: "$secondary bold",
    State.ERRORS: "$error bold",
    State.INCOMPLETE: "$warning bold",
    State.LOOK: "$warning bold",
    State.DONE: "$success",
    State.UNVISITED: "dim",
}
_ROOM_FOR_WORDS = 24


class RailHeading(Drawn):
    """Whom the pages below are about."""

    DEFAULT_CSS = "RailHeading { height: 1; }"

    text: reactive[str] = reactive("")
    """The network's name, or what stands for it."""

    def render(self) -> Content:
        """Draw it."""
        return Content.styled(self.cut(self.text, self.room), "bold")


class RailRow(Drawn):
    """One page."""

    DEFAULT_CSS = "RailRow { height: 1; }"

    state: reactive[State] = reactive(State.UNVISITED)
    """How it stands."""

    word: reactive[str] = reactive("")
    """The same in a word."""

    chosen: reactive[bool] = reactive(default=False)
    """Whether Enter goes to it."""

    def __init__(self, page: str, title: str) -> None:
        super().__init__()
        self.page = page
        self._title = title

    def render(self) -> Content:
        """Draw it; the word where there is room."""
        style = _STYLES[self.state]
        title = "bold" if self.state is State.CURRENT else "dim" if self.state is State.UNVISITED else ""
        left = Content.assemble((self.signs.pages[self.state], style), " ", (self._title, title))
        quiet = self.state in {State.UNVISITED, State.CURRENT}
        word = Content.styled("" if quiet else self.word, style if self.state is not State.DONE else "dim")
        fits = self.room >= _ROOM_FOR_WORDS and left.cell_length + word.cell_length < self.room
        line = spread(left, word, self.room) if fits else left
        return line.stylize("reverse") if self.chosen else line


class Rail(Vertical, can_focus=True):
    """Up and down choose among the visited pages, Enter goes to one."""

    DEFAULT_CSS = "Rail { height: auto; }"
    BINDINGS: ClassVar = [
        Binding("up,k", "choose(-1)", show=False),
        Binding("down,j", "choose(1)", show=False),
        Binding("enter,space", "go", show=False),
    ]

    class Wanted(Message):
        """Somebody wants to go to a page."""

        def __init__(self, page: str) -> None:
            super().__init__()
            self.page = page

    def __init__(self, view: View) -> None:
        super().__init__()
        self._view = view

    def compose(self) -> ComposeResult:
        """Make a row of each page, under headings."""
        side = None
        for page in self._view.pages:
            if page.page.side is not side:
                side = page.page.side
                yield RailHeading(id=f"heading-{side}", classes="heading")
            yield RailRow(page.id, say(page.page.title))

    def on_mount(self) -> None:
        """Show what it was made with."""
        self.show(self._view)

    def show(self, view: View) -> None:
        """Show how all pages stand."""
        self._view = view
        sides: set[Side] = {page.page.side for page in view.pages}
        for side in sides:
            self.query_one(f"#heading-{side}", RailHeading).text = view.heading(side).say()
        for row in self.query(RailRow):
            page = view.page(row.page)
            row.state, row.word = page.state, page.word.say()
        if not self.has_focus:
            self._choose("")

    def on_focus(self) -> None:
        """Begin at the present page."""
        self._choose(self._view.current.id)

    def on_blur(self) -> None:
        """Nothing is chosen any more."""
        self._choose("")

    def action_choose(self, step: int) -> None:
        """Choose the next visited page."""
        visited = [page.id for page in self._view.pages if page.visited]
        chosen = next((row.page for row in self.query(RailRow) if row.chosen), self._view.current.id)
        self._choose(visited[(visited.index(chosen) + step) % len(visited)])

    def action_go(self) -> None:
        """Go to the chosen page."""
        for row in self.query(RailRow):
            if row.chosen:
                self.post_message(self.Wanted(row.page))

    def _choose(self, page: str) -> None:
        for row in self.query(RailRow):
            row.chosen = row.page == page
