"""The start page: what was begun and is not over, and what can be begun."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Protocol

from textual import on
from textual.binding import Binding
from textual.widgets import Static

from vnetwizard.state import StateError
from vnetwizard.tui.keys import Key, bindings
from vnetwizard.tui.model.azure import azure_name
from vnetwizard.tui.model.entries import Start as Shown
from vnetwizard.tui.model.entries import Way
from vnetwizard.tui.page import Page
from vnetwizard.tui.screens.discard import Discard
from vnetwizard.tui.screens.keys import Keys
from vnetwizard.tui.widgets.entry import Entries, EntryRow
from vnetwizard.tui.widgets.header import Header
from vnetwizard.words import mark

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from vnetwizard.target import Target
    from vnetwizard.tui.model.entries import Entry


class Ways(Protocol):
    """What the start page leads to."""

    @property
    def target(self) -> Target:
        """Which Azure something new would be about."""

    def entries(self) -> Shown:
        """Return what there is to choose from now. Raises StateError."""

    async def look_ahead(self) -> None:
        """Get ready for what most probably comes next, beside the page."""

    def practise(self) -> None:
        """Begin an interview about the sample."""

    def join(self) -> None:
        """Begin an interview about networks of one's own."""

    def open_plan(self) -> None:
        """Ask for a plan file."""

    def continue_draft(self, draft: str) -> None:
        """Go on with a draft. Raises StateError."""

    def discard_draft(self, draft: str) -> None:
        """Take a draft from the disk. Raises StateError."""

    def show_run(self, run: str) -> None:
        """Show a run. Raises StateError."""


_CHOOSE = Key("next", ("up", "down", "k", "j"), mark("choose"), mark("Go to the entry before or after this one."))
"""Told where the keys are explained; the key line has no room for it, and arrows go without saying."""


class Start(Page):
    """Asked anew whenever one comes back to it; stands still meanwhile."""

    CSS_PATH = "start.tcss"
    KEYS: ClassVar = (
        Key("explain", ("f1", "question_mark"), mark("keys"), mark("Show what the keys and signs mean.")),
        Key("go", ("enter", "space"), mark("go"), mark("Go where the entry in focus leads.")),
        Key("discard", ("delete", "d"), mark("discard draft"), mark("Throw the draft in focus away; asks you first.")),
        Key("leave", ("f10", "escape", "q", "ctrl+c"), mark("leave"), mark("Leave; what runs goes on by itself.")),
    )
    BINDINGS: ClassVar = [
        *bindings(KEYS),
        Binding("up,k", "next(-1)", show=False),
        Binding("down,j", "next(1)", show=False),
        Binding("home", "choose(0)", show=False),
        Binding("end", "choose(-1)", show=False),
    ]

    def __init__(self, ways: Ways) -> None:
        super().__init__()
        self._ways = ways
        self._fresh = True

    def compose_body(self) -> Iterable[Widget]:
        """Make the place for the entries; what they are about stays in sight however many there are."""
        yield Entries()
        yield Static(markup=False, id="told")
        yield Static(markup=False, id="azure")

    async def on_mount(self) -> None:
        """Say which Azure it is about."""
        header = self.query_one(Header)
        header.azure, header.practice = azure_name(self._ways.target), self._ways.target.practice
        await self._show()
        self.call_after_refresh(self.run_worker, self._ways.look_ahead(), group="ahead", exit_on_error=False)

    async def on_screen_resume(self) -> None:
        """Look again: a run may have ended, a draft may have come."""
        if not self._fresh:
            await self._show()
        self._fresh = False

    async def _show(self) -> None:
        try:
            shown = self._ways.entries()
        except StateError as error:
            shown = Shown(runs=(), todo=(), drafts=(), first=0, azure="", troubles=(str(error),))
        self.query_one("#azure", Static).update(shown.azure)
        await self.query_one(Entries).show(shown)
        self.refresh_bindings()

    def _tell(self, trouble: str) -> None:
        told = self.query_one("#told", Static)
        told.update(trouble)
        told.display = bool(trouble)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's own
        """Offer what can be done with the current entry."""
        if action not in {"go", "discard"} or not self.is_mounted:
            return True
        current = self.query_one(Entries).current
        return current is not None and (action == "go" or current.entry.way is Way.DRAFT)

    @on(EntryRow.Chosen)
    def _go(self, message: EntryRow.Chosen) -> None:
        entry = message.entry
        self._tell("")
        try:
            match entry.way:
                case Way.RUN:
                    self._ways.show_run(entry.id)
                case Way.DRAFT:
                    self._ways.continue_draft(entry.id)
                case Way.JOIN:
                    self._ways.join()
                case Way.PRACTISE:
                    self._ways.practise()
                case Way.OPEN:
                    self._ways.open_plan()
        except StateError as error:
            self._tell(str(error))

    def action_next(self, step: int) -> None:
        """Go along the entries."""
        self.query_one(Entries).choose_next(step)

    def action_choose(self, place: int) -> None:
        """Go to one entry."""
        self.query_one(Entries).choose(place)

    def action_go(self) -> None:
        """Go where the current entry leads."""
        current = self.query_one(Entries).current
        if current is not None:
            current.action_go()

    def action_discard(self) -> None:
        """Ask whether to throw the current draft away."""
        current = self.query_one(Entries).current
        if current is not None:
            entry = current.entry
            self.app.push_screen(Discard(entry), lambda wanted: self._discard(entry) if wanted else None)

    def _discard(self, entry: Entry) -> None:
        self._tell("")
        try:
            self._ways.discard_draft(entry.id)
        except StateError as error:
            self._tell(str(error))
        self.call_next(self._show)

    def action_explain(self) -> None:
        """Show what the keys mean."""
        self.app.push_screen(Keys((_CHOOSE, *self.usable_keys())))
