"""The start page: what was begun and is not over, and what can be begun."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Protocol

from textual import on
from textual.binding import Binding
from textual.widgets import Static

from vnetwizard.run.journal import JournalError
from vnetwizard.state import StateError
from vnetwizard.tui.keys import Key, bindings
from vnetwizard.tui.model.sentences import azure_name
from vnetwizard.tui.model.start import Way
from vnetwizard.tui.page import Page
from vnetwizard.tui.screens.discard import Discard
from vnetwizard.tui.screens.keys import Keys
from vnetwizard.tui.widgets.entry import EntryRow
from vnetwizard.tui.widgets.header import Header
from vnetwizard.tui.widgets.scrolling import Scrolling
from vnetwizard.words import mark, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from vnetwizard.target import Target
    from vnetwizard.tui.model.start import Entry
    from vnetwizard.tui.model.start import Start as Shown


class Ways(Protocol):
    """What the start page leads to."""

    @property
    def target(self) -> Target:
        """Which Azure something new would be about."""

    def entries(self) -> Shown:
        """Return what there is to choose from now. Raises StateError."""

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
        """Show a run. Raises StateError or JournalError."""


class Start(Page):
    """Asked anew whenever one comes back to it; stands still meanwhile."""

    CSS_PATH = "start.tcss"
    KEYS: ClassVar = (
        Key("explain", ("f1", "question_mark"), mark("keys"), mark("Show what the keys and signs mean.")),
        Key("discard", ("delete", "d"), mark("discard draft"), mark("Throw the draft in focus away; asks you first.")),
        Key("leave", ("f10", "escape", "q", "ctrl+c"), mark("leave"), mark("Leave; what runs goes on by itself.")),
    )
    BINDINGS: ClassVar = [
        *bindings(KEYS),
        Binding("up,k", "choose(-1)", show=False),
        Binding("down,j", "choose(1)", show=False),
    ]

    def __init__(self, ways: Ways) -> None:
        super().__init__()
        self._ways = ways
        self._shown = False

    def compose_body(self) -> Iterable[Widget]:
        """Make the place for the entries."""
        yield Scrolling(id="entries")

    async def on_mount(self) -> None:
        """Say which Azure it is about."""
        header = self.query_one(Header)
        header.azure, header.practice = azure_name(self._ways.target), self._ways.target.practice
        await self._show()

    async def on_screen_resume(self) -> None:
        """Look again: a run may have ended, a draft may have come."""
        if self._shown:
            await self._show()

    async def _show(self) -> None:
        self._shown = True
        try:
            shown = self._ways.entries()
        except StateError as error:
            await self._fill([Static(str(error), markup=False, classes="trouble")])
            return
        widgets: list[Widget] = [
            Static(say(mark("Join virtual networks with VPN gateways")), markup=False, classes="title")
        ]
        for title, entries in (
            (mark("What was begun"), shown.runs),
            (mark("What would you like to do?"), shown.todo),
            (mark("Drafts"), shown.drafts),
        ):
            if entries:
                widgets.append(Static(say(title), markup=False, classes="heading"))
                widgets += [EntryRow(entry) for entry in entries]
        widgets.append(Static(shown.azure, markup=False, classes="azure"))
        widgets += [Static(trouble, markup=False, classes="trouble") for trouble in shown.troubles]
        await self._fill(widgets)
        rows = list(self.query(EntryRow))
        rows[min(shown.first, len(rows) - 1)].focus()

    async def _fill(self, widgets: list[Widget]) -> None:
        place = self.query_one("#entries", Scrolling)
        with self.app.batch_update():
            await place.remove_children()
            await place.mount_all(widgets)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's own
        """Offer what can be done with the entry in focus."""
        if action == "discard":
            return isinstance(self.focused, EntryRow) and self.focused.entry.way is Way.DRAFT
        return True

    @on(EntryRow.Chosen)
    def _go(self, message: EntryRow.Chosen) -> None:
        entry = message.entry
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
        except (StateError, JournalError) as error:
            self.notify(str(error), severity="error", markup=False)

    def action_choose(self, step: int) -> None:
        """Move along the entries."""
        rows = list(self.query(EntryRow))
        if self.focused in rows:
            rows[(rows.index(self.focused) + step) % len(rows)].focus()
        elif rows:
            rows[0].focus()

    def action_discard(self) -> None:
        """Ask whether to throw the draft in focus away."""
        if isinstance(self.focused, EntryRow):
            entry = self.focused.entry
            self.app.push_screen(Discard(), lambda wanted: self._discard(entry) if wanted else None)

    def _discard(self, entry: Entry) -> None:
        try:
            self._ways.discard_draft(entry.id)
        except StateError as error:
            self.notify(str(error), severity="error", markup=False)

    def action_explain(self) -> None:
        """Show what the keys mean."""
        self.app.push_screen(Keys(self.usable_keys()))
