"""The question before a run is stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from vnetwizard.tui.keys import Key, bindings
from vnetwizard.tui.page import Asking
from vnetwizard.tui.widgets.choice import Choice
from vnetwizard.words import mark, say

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from vnetwizard.tui.model.seen import Seen


class Stop(ModalScreen[bool], Asking[bool]):
    """True: stop it. Opens on the answer that changes nothing."""

    CSS_PATH = "stop.tcss"
    KEYS: ClassVar = (
        Key("keep", ("escape", "n"), mark("keep it running"), mark("Close this question; nothing changes.")),
        Key("stop", ("y", "s"), mark("stop it"), mark("Stop the run where it can.")),
        Key("leave", ("ctrl+c",), mark("leave"), mark("Leave; the run goes on by itself.")),
    )
    BINDINGS: ClassVar = bindings(KEYS)
    AUTO_FOCUS = "#keep"

    def __init__(self, seen: Seen) -> None:
        super().__init__(classes="dialog")
        self._seen = seen

    def compose(self) -> ComposeResult:
        """Say what stopping means, and ask."""
        with Vertical():
            yield Static(say(mark("Stop run {run}?"), {"run": self._seen.run}), markup=False, classes="title")
            for sentence in self._consequences():
                yield Static(sentence, markup=False)
            with Horizontal():
                for key in self.KEYS:
                    yield Choice(key.action, say(key.label), key=key.shown, id=key.action)

    def _consequences(self) -> tuple[str, ...]:
        busy = ", ".join(one.name for one in self._seen.busy)
        goes_on = mark("Azure goes on with what it has accepted, and bills it: {names}.")
        if self._seen.about.target.practice:
            goes_on = mark("Azure goes on with what it has accepted: {names}.")
        return (
            *((say(goes_on, {"names": busy}),) if busy else ()),
            say(mark("Nothing more is begun. What is made stays.")),
            say(mark("Go on later with:  vnetwizard resume {run}"), {"run": self._seen.run}),
        )

    def action_leave(self) -> None:
        """Leave; the run goes on."""
        self.window.action_leave()

    def action_keep(self) -> None:
        """Change nothing."""
        self.dismiss(False)  # noqa: FBT003 - the answer

    def action_stop(self) -> None:
        """Stop it."""
        self.dismiss(True)  # noqa: FBT003 - the answer
