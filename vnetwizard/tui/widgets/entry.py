"""One entry of the start page."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.content import Content
from textual.message import Message

from vnetwizard.tui.widgets.drawing import Drawn

if TYPE_CHECKING:
    from vnetwizard.tui.model.start import Entry

_NAMES = 27


class EntryRow(Drawn, can_focus=True):
    """What it is at the left, what there is to say of it beside that; the one in focus has a sign and is reversed."""

    DEFAULT_CSS = """
    EntryRow {
        height: 1;
        &.-two { height: 2; }
    }
    """
    BINDINGS: ClassVar = [Binding("enter,space", "go", show=False)]

    class Chosen(Message):
        """Somebody chose it."""

        def __init__(self, entry: Entry) -> None:
            super().__init__()
            self.entry = entry

    def __init__(self, entry: Entry) -> None:
        super().__init__(classes="-two" if entry.below else "")
        self.entry = entry

    def render(self) -> Content:
        """Draw it."""
        focused = self.has_focus
        before = f"{self.signs.focus} " if focused else "  "
        name = f" {self.signs.joined} ".join(self.entry.names)
        room = max(_NAMES, len(name)) if self.entry.below else _NAMES
        name = self.cut(name, min(room, self.room - 4))
        beside = self.cut(self.entry.beside, max(0, self.room - max(_NAMES, len(name)) - 4))
        line = Content.assemble(before, (name.ljust(_NAMES), "bold reverse" if focused else "bold"), "  ", beside)
        if not self.entry.below:
            return line
        return Content.assemble(
            line, "\n", " " * (_NAMES + 4), (self.cut(self.entry.below, self.room - _NAMES - 4), "dim")
        )

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
