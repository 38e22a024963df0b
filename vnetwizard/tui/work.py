"""What interviews and runs need from outside their pages: the disk, Azure, workers, each other."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from vnetwizard import attempts, drafts, state
from vnetwizard.drafts import Draft
from vnetwizard.run.journal import Journal, JournalError
from vnetwizard.run.reading import AccountAnswer
from vnetwizard.run.watch import Watch
from vnetwizard.tui.screens.interview import Interview
from vnetwizard.tui.screens.progress import Progress
from vnetwizard.tui.screens.review import Review
from vnetwizard.tui.watched import Watched
from vnetwizard.words import mark

if TYPE_CHECKING:
    import subprocess

    from vnetwizard.plan.planner import Plan
    from vnetwizard.run import reading
    from vnetwizard.target import Target
    from vnetwizard.topology.keys import SharedKey
    from vnetwizard.tui.flow import Flow
    from vnetwizard.tui.model.session import Session
    from vnetwizard.wizard.answers import Answers


def progress(flow: Flow, run: str, process: subprocess.Popen[bytes] | None = None) -> Progress:
    """Return the page of a run. Raises StateError, also where its journal cannot be read."""
    folder = state.run_folder(run)
    try:
        journal = Journal(folder / state.JOURNAL)
        flow.journals.append(journal)
        watched = Watched(journal.about(), Watch(journal, folder, process))
    except JournalError as error:
        raise state.StateError(mark("{reason}"), {"reason": error}) from None
    return Progress(watched, RunWork(flow, watched.about.target))


class RunWork:
    """What the pages of one run need (see `desk.RunDesk`)."""

    def __init__(self, flow: Flow, target: Target) -> None:
        self._flow = flow
        self._target = target
        self._reader = flow.reader(target)

    async def ask(self, question: reading.Question) -> reading.Answer:
        """Ask Azure. Raises ReaderGone."""
        return await self._reader.ask(question)

    def resume(self, run: str, key: SharedKey | None) -> subprocess.Popen[bytes]:
        """Start a worker. Raises Refusal, StateError or JournalError."""
        return attempts.resume(run, key=key, speed=self._flow.speed(self._target), person=True).process


class Work:
    """What one interview needs (see `desk.Desk`)."""

    def __init__(self, flow: Flow, target: Target, draft: str) -> None:
        self.target = target
        self._flow = flow
        self._draft = draft
        self._reader = flow.reader(target)
        self._begun = False

    def open(self, session: Session) -> None:
        """Show the page that an interview stands on, over the start page."""
        self._flow.window.push_screen(self._page(session))

    def interview(self, session: Session) -> None:
        """Show the page that it stands on, in the review's place."""
        self._flow.window.switch_screen(self._page(session))

    def review(self, session: Session) -> None:
        """Show the review in the place of its pages."""
        self._flow.window.switch_screen(self._page(session))

    def left(self) -> None:
        """Go back to the start page."""
        self._flow.window.pop_screen()

    def _page(self, session: Session) -> Interview | Review:
        return Review(self, session) if session.at_review else Interview(self, session)

    def keep(self, kept: Answers) -> str:
        """Write the draft; nothing is written any more once a run has begun."""
        if self._begun:
            return ""
        try:
            drafts.save(Draft(id=self._draft, target=self.target, saved_at=datetime.now(UTC), answers=kept))
        except state.StateError as error:
            return str(error)
        return ""

    async def ask(self, question: reading.Question) -> reading.Answer:
        """Ask Azure. Raises ReaderGone."""
        answer = await self._reader.ask(question)
        if isinstance(answer, AccountAnswer):
            self._flow.know(self.target, answer)
        return answer

    def save(self, path: str, text: str) -> None:
        """Write a plan file; one that is there already is left alone. Raises OSError."""
        place = Path(path).expanduser()
        with place.open("x", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())

    def begin(self, text: str, plan: Plan, key: SharedKey | None) -> None:
        """Begin a run, and show it where the interview stood. Raises Refusal, StateError or JournalError."""
        speed = self._flow.speed(self.target)
        begun = attempts.begin(self.target, text, plan, key=key, speed=speed, person=True)
        self._begun = True
        with suppress(state.StateError):  # the draft has become a run, which knows more
            drafts.remove(self._draft)
        self._flow.window.switch_screen(progress(self._flow, begun.run, begun.process))
