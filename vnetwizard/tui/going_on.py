"""Going on with a run that was stopped, paused or interrupted, from whichever page shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vnetwizard.attempts import Refusal
from vnetwizard.run.journal import JournalError
from vnetwizard.run.pairs import NEEDS_KEY
from vnetwizard.state import StateError
from vnetwizard.topology.keys import SharedKey
from vnetwizard.tui.keys import Key
from vnetwizard.tui.model.seen import resumable
from vnetwizard.tui.page import Page
from vnetwizard.tui.screens.ask_key import AskKey
from vnetwizard.words import mark, say

if TYPE_CHECKING:
    from vnetwizard.tui.desk import RunDesk
    from vnetwizard.tui.watched import Watched

GO_ON = Key("go_on", ("f5", "g"), mark("go on"), mark("Let the run go on where it was; what is made already is kept."))


class GoesOn(Page):
    """A page of a run, from which it can be gone on with."""

    _watched: Watched
    _desk: RunDesk | None

    @property
    def may_go_on(self) -> bool:
        """Whether nobody works on the run, and it has not reached its end."""
        return self._desk is not None and resumable(self._watched.seen())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's own
        """Offer to go on only where that is possible."""
        return self.may_go_on if action == "go_on" else True

    def tell(self, text: str) -> None:
        """Say something where it stays until something else is said."""

    def action_go_on(self) -> None:
        """Start a worker; ask for the shared key first where the run waits for it."""
        problems = self._watched.seen().view.problems
        if any(problem.code == NEEDS_KEY for problem in problems):
            self.app.push_screen(AskKey(), self._go_on_with)
        else:
            self._go_on(None)

    def _go_on_with(self, key: str | None) -> None:
        if key is not None:
            self._go_on(SharedKey(key))

    def _go_on(self, key: SharedKey | None) -> None:
        if self._desk is None:
            return
        try:
            self._watched.started(self._desk.resume(self._watched.about.id, key))
        except (Refusal, StateError, JournalError) as error:
            self.tell(str(error))
        else:
            self.tell(say(mark("A worker is being started.")))
        self.refresh_bindings()
