"""A list to choose an answer from; typing narrows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import events, on
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from vnetwizard.tui.model.lines import Tone
from vnetwizard.tui.page import Asking
from vnetwizard.tui.widgets.listing import Listing
from vnetwizard.words import mark, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from vnetwizard.tui.model.lines import Line
    from vnetwizard.wizard.offers import Offer

_FEW = 8
"""Only longer lists are worth narrowing."""
_MOST = 12
"""Entries that are seen at once."""
_AROUND = 10
"""Rows of the dialog besides its entries, and of the page around it."""


class Narrow(Input):
    """What narrows the list; the list's own keys go to the list."""

    DEFAULT_CSS = """
    Narrow {
        text-style: underline;
        &>.input--cursor { text-style: reverse; background: ansi_default; color: ansi_default; }
        &:ansi>.input--cursor { text-style: reverse; background: ansi_default; color: ansi_default; }
    }
    """

    def __init__(self) -> None:
        super().__init__(compact=True, placeholder=say(mark("type to narrow the list")))
        self.cursor_blink = False


class Choose(ModalScreen[str | None], Asking[str | None]):
    """The answer that was chosen; None where nothing was."""

    CSS_PATH = "choose.tcss"
    BINDINGS: ClassVar = [
        Binding("escape,f4,ctrl+c", "close", show=False),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("pageup", "move(-8)", show=False, priority=True),
        Binding("pagedown", "move(8)", show=False, priority=True),
        Binding("enter", "take", show=False, priority=True),
        Binding("home", "move(-999)", show=False),
        Binding("end", "move(999)", show=False),
    ]

    def __init__(self, title: str, offers: Sequence[Offer], present: str) -> None:
        super().__init__(classes="dialog")
        self._title = title
        self._offers = tuple(offers)
        self._shown = self._offers
        self._present = present

    def compose(self) -> ComposeResult:
        """Make the list."""
        with Vertical():
            yield Static(self._title, markup=False, classes="title")
            if len(self._offers) > _FEW:
                yield Narrow()
            yield Listing(min(_MOST, max(3, self.app.size.height - _AROUND)))
            yield Static(say(mark("Enter takes it, Esc leaves it as it is")), markup=False, classes="hint")

    def on_mount(self) -> None:
        """Begin at the present answer."""
        self._fill(self._present)

    def _fill(self, chosen: str | None = None) -> None:
        listing = self.query_one(Listing)
        width = max((cell_len(offer.label.say()) for offer in self._offers), default=0)
        listing.lines = tuple(_line(offer, width) for offer in self._shown)
        texts = [offer.text for offer in self._shown]
        listing.chosen = texts.index(chosen) if chosen in texts else 0

    @on(Input.Changed)
    def _narrow(self, message: Input.Changed) -> None:
        message.stop()
        wanted = message.value.casefold().split()
        self._shown = tuple(offer for offer in self._offers if all(part in _searched(offer) for part in wanted))
        self._fill()

    def on_paste(self, event: events.Paste) -> None:
        """Nothing is pasted here but what narrows."""
        event.stop()

    def action_move(self, step: int) -> None:
        """Move along the list; it has two ends."""
        listing = self.query_one(Listing)
        listing.chosen = max(0, min(len(self._shown) - 1, listing.chosen + step))

    def action_take(self) -> None:
        """Take the answer in focus."""
        if self._shown:
            self.dismiss(self._shown[self.query_one(Listing).chosen].text)

    def action_close(self) -> None:
        """Leave it as it is."""
        self.dismiss(None)


def _line(offer: Offer, width: int) -> Line:
    label = offer.label.say()
    about = offer.about.say() if offer.about else ""
    return ((label + " " * (width - cell_len(label)), Tone.STRONG), (f"  {about}", Tone.FAINT))


def _searched(offer: Offer) -> str:
    return f"{offer.text} {offer.label.say()} {offer.about.say() if offer.about else ''}".casefold()
