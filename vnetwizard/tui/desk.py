"""What pages need from outside their screens; `flow` has the real thing, tests have their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from subprocess import Popen

    from vnetwizard.plan.planner import Plan
    from vnetwizard.run import reading
    from vnetwizard.target import Target
    from vnetwizard.topology.keys import SharedKey
    from vnetwizard.tui.model.session import Session
    from vnetwizard.wizard.answers import Answers


class RunDesk(Protocol):
    """A run's page's way to Azure and to a new worker."""

    async def ask(self, question: reading.Question) -> reading.Answer:
        """Ask the run's own Azure something that changes nothing. Raises ReaderGone."""

    def resume(self, run: str, key: SharedKey | None) -> Popen[bytes]:
        """Start a worker on a run that nobody works on. Raises Refusal, StateError or JournalError."""


class Desk(Protocol):
    """One interview's way to the disk, to Azure, and to the other pages."""

    @property
    def target(self) -> Target:
        """Which Azure the interview is about."""

    def keep(self, answers: Answers) -> str:
        """Write the draft. Returns what is wrong with that, in words; empty where nothing is. Called in a thread."""

    async def ask(self, question: reading.Question) -> reading.Answer:
        """Ask Azure something that changes nothing. Raises ReaderGone."""

    def save(self, path: str, text: str) -> None:
        """Write a plan file. Raises OSError."""

    def begin(self, text: str, plan: Plan, key: SharedKey | None) -> None:
        """Begin a run and show it. Raises Refusal, StateError or JournalError where nothing was begun."""

    def review(self, session: Session) -> None:
        """Show the review of an interview in its pages' place."""

    def interview(self, session: Session) -> None:
        """Show the page that an interview stands on in the review's place."""

    def left(self) -> None:
        """Go back to where the interview was opened."""
