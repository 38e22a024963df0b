"""A list to choose an answer from; typing narrows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from vnetwizard.tui.page import Asking
from vnetwizard.words import mark, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from vnetwizard.wizard.offers import Offer

_FEW = 8
"""So many are seen at once; only longer lists are worth narrowing."""


class Narrow(Input):
    """What narrows the list; the list's own keys go to the list."""

    DEFAULT_CSS = "Narrow { &>.input--cursor { text-style: reverse; background: ansi_default; color: ansi_default; } }"

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
            yield OptionList(markup=False, compact=True)
            yield Static(say(mark("Enter takes it, Esc leaves it as it is")), markup=False, classes="hint")

    def on_mount(self) -> None:
        """Begin at the present answer."""
        self._fill()
        texts = [offer.text for offer in self._shown]
        self.query_one(OptionList).highlighted = texts.index(self._present) if self._present in texts else 0

    def _fill(self) -> None:
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(Option(_prompt(offer)) for offer in self._shown)

    @on(Input.Changed)
    def _narrow(self, message: Input.Changed) -> None:
        message.stop()
        wanted = message.value.casefold().split()
        self._shown = tuple(offer for offer in self._offers if all(part in _searched(offer) for part in wanted))
        self._fill()
        self.query_one(OptionList).highlighted = 0 if self._shown else None

    @on(OptionList.OptionSelected)
    def _selected(self, message: OptionList.OptionSelected) -> None:
        message.stop()
        self.action_take()

    def on_paste(self, event: events.Paste) -> None:
        """Nothing is pasted here but what narrows."""
        event.stop()

    def action_move(self, step: int) -> None:
        """Move along the list; it has two ends."""
        options = self.query_one(OptionList)
        if self._shown:
            at = options.highlighted or 0
            options.highlighted = min(len(self._shown) - 1, max(0, at + step))

    def action_take(self) -> None:
        """Take the answer in focus."""
        at = self.query_one(OptionList).highlighted
        if at is not None and self._shown:
            self.dismiss(self._shown[at].text)

    def action_close(self) -> None:
        """Leave it as it is."""
        self.dismiss(None)


def _prompt(offer: Offer) -> Content:
    about = f"  {offer.about.say()}" if offer.about else ""
    return Content.assemble((offer.label.say(), "bold"), (about, "dim"))


def _searched(offer: Offer) -> str:
    return f"{offer.text} {offer.label.say()} {offer.about.say() if offer.about else ''}".casefold()
