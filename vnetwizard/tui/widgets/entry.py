"""The entries of the start page: one of them, and the list that they stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len, set_cell_size
from textual import events, on
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from vnetwizard.tui.model.sign import Sign
from vnetwizard.tui.widgets.drawing import Drawn
from vnetwizard.words import mark, say

if TYPE_CHECKING:
    from vnetwizard.tui.model.entries import Entry, Start

_NAMES, _BESIDE = 24, 40
"""Cells of the column of names, which grows for long ones for as long as so many are left beside it."""

_MARGIN, _GAP, _JOINED = 2, 2, 4
_SECTIONS = (mark("What was begun"), mark("What would you like to do?"), mark("Drafts"))


class EntryRow(Drawn, can_focus=True):
    """Whom it is about, and beside that what there is to say of it. The one in focus has a sign and is reversed."""

    BINDINGS: ClassVar = [Binding("enter,space", "go", show=False)]

    class Chosen(Message):
        """Somebody chose it."""

        def __init__(self, entry: Entry) -> None:
            super().__init__()
            self.entry = entry

    def __init__(self, entry: Entry, widest: int = 0) -> None:
        """Make it; `widest` is how many cells the names of any entry of its list take."""
        super().__init__()
        self.entry = entry
        self._widest = widest
        self.styles.height = 1 + bool(entry.enter or entry.below) + bool(entry.trouble)

    def render(self) -> Content:
        """Draw its one to three lines; each is cut where it would not fit."""
        entry, focus = self.entry, self.signs.focus if self.has_focus else " "
        column = max(_NAMES, min(self._widest, self.room - _MARGIN - _GAP - _BESIDE))
        name = (set_cell_size(self._joined(column), column), "bold reverse" if self.has_focus else "bold")
        lines = [Content.assemble(f"{focus:<{_MARGIN}}", name, " " * _GAP, self._beside(entry.beside, column))]
        if entry.enter or entry.below:
            what = set_cell_size(self.cut(entry.enter, column), column)
            below = self._beside(entry.below, column)
            lines.append(Content.assemble(" " * _MARGIN, (f"{what}{' ' * _GAP}{below}", "dim")))
        if entry.trouble:
            trouble = f"{self.signs.steps[Sign.FAILED]} {printable(entry.trouble)}"
            lines.append(Content.assemble(" " * _MARGIN, (self.cut(trouble, self.room - _MARGIN), "$warning")))
        return Content("\n").join(lines)

    def _joined(self, room: int) -> str:
        """Return all names in so many cells; where they do not fit, the longest are cut, so that none is lost."""
        names = tuple(map(printable, self.entry.names))
        for each in range(room, 0, -1):
            joined = f" {self.signs.joined} ".join(self.cut(name, each) for name in names)
            if cell_len(joined) <= room:
                return joined
        return self.cut(joined, room)

    def _beside(self, text: str, column: int) -> str:
        return self.cut(printable(text), max(0, self.room - _MARGIN - column - _GAP))

    def watch_has_focus(self, has_focus: bool) -> None:  # noqa: FBT001 - Textual's own
        """Draw it anew."""
        super().watch_has_focus(has_focus)
        self.refresh()

    def action_go(self) -> None:
        """Tell that it was chosen."""
        self.post_message(self.Chosen(self.entry))

    def on_click(self) -> None:
        """Tell that it was chosen."""
        self.action_go()


class Entries(VerticalScroll, can_focus=False, inherit_bindings=False):
    """All entries, under a heading for each kind. The one that had the focus last stays the current one."""

    DEFAULT_CSS = """
    Entries {
        .title { text-style: bold; }
        .heading { margin: 1 0 0 0; text-style: dim; }
        .trouble { margin: 1 0 0 0; color: $error; }
    }
    """
    BINDINGS: ClassVar = [
        Binding("pageup", "page_up", show=False),
        Binding("pagedown", "page_down", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._shown: Start | None = None
        self._current = 0

    @property
    def rows(self) -> tuple[EntryRow, ...]:
        """The entries, from the top."""
        return tuple(self.query(EntryRow))

    @property
    def current(self) -> EntryRow | None:
        """The entry that has the focus, or had it last; None where there are none."""
        rows = self.rows
        return rows[min(self._current, len(rows) - 1)] if rows else None

    async def show(self, shown: Start) -> None:
        """Show these entries. The focus stays with the one that had it, or with whichever stands in its place now."""
        if shown == self._shown:
            return
        before = self.current.entry if self.current else None
        had_focus = self.screen.focused is None or self.screen.focused in self.rows
        self._current = _place(shown, before, self._current) if before else shown.first
        self._shown = shown
        widest = max(map(_width, shown.entries), default=0)
        widgets: list[Static | EntryRow] = [_static(say(mark("Join virtual networks with VPN gateways")), "title")]
        for title, entries in zip(_SECTIONS, (shown.runs, shown.todo, shown.drafts), strict=True):
            if entries:
                widgets += [_static(say(title), "heading"), *(EntryRow(entry, widest) for entry in entries)]
        widgets += [_static(trouble, "trouble") for trouble in shown.troubles]
        with self.app.batch_update():
            await self.remove_children()
            await self.mount_all(widgets)
            if had_focus and self.current:
                self.current.focus()

    def choose(self, place: int) -> None:
        """Take the focus to an entry; past the last comes the first."""
        rows = self.rows
        if rows:
            rows[place % len(rows)].focus()

    def choose_next(self, step: int) -> None:
        """Take the focus along the entries, or back to the current one from elsewhere."""
        self.choose(self._current + step if self.screen.focused in self.rows else self._current)

    @on(events.DescendantFocus)
    def _follow(self, event: events.DescendantFocus) -> None:
        if isinstance(event.widget, EntryRow):
            self._current = self.rows.index(event.widget)
            self.screen.refresh_bindings()
            self.call_after_refresh(self._bring_into_view, event.widget)

    def _bring_into_view(self, row: EntryRow) -> None:
        """Show what stands above the first entry and below the last as well."""
        if row is self.rows[0]:
            self.scroll_home(animate=False, immediate=True)
        elif row is self.rows[-1]:
            self.scroll_end(animate=False, immediate=True)
        else:
            self.scroll_to_widget(row, animate=False, immediate=True)
        self.call_after_refresh(self._take_the_cursor_along, row)

    def _take_the_cursor_along(self, row: EntryRow) -> None:
        """Put the terminal's cursor where the entry has come to stand."""
        if row.has_focus:
            self.app.cursor_position = row.region.offset

    def on_show(self) -> None:
        """Take the focus back after the window was too small to show anything."""
        if self.screen.focused is None and self.current:
            self.current.focus()


def _width(entry: Entry) -> int:
    """Return how many cells an entry's names take, joined by whichever sign."""
    return sum(map(cell_len, map(printable, entry.names))) + _JOINED * (len(entry.names) - 1)


def _static(text: str, classes: str) -> Static:
    return Static(text, markup=False, classes=classes)


def _place(shown: Start, before: Entry, otherwise: int) -> int:
    """Return where an entry stands now, by what it leads to; what it says of itself may have changed."""
    found = [place for place, entry in enumerate(shown.entries) if (entry.way, entry.id) == (before.way, before.id)]
    return found[0] if found else otherwise


def printable(text: str) -> str:
    """Return foreign text as one line that the terminal only shows."""
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())
