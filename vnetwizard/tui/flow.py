"""From page to page: where the start page leads, what an interview needs from outside, and the run that comes of it."""

from __future__ import annotations

import asyncio
import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from vnetwizard import attempts, drafts, state
from vnetwizard.drafts import Draft
from vnetwizard.run import runs
from vnetwizard.run.journal import Journal
from vnetwizard.run.reading import AccountAnswer
from vnetwizard.run.watch import Watch
from vnetwizard.target import Target
from vnetwizard.topology import planfile
from vnetwizard.tui.model import form, start
from vnetwizard.tui.model.lines import Tone
from vnetwizard.tui.model.session import Session
from vnetwizard.tui.reader import BackgroundReader
from vnetwizard.tui.screens.ask_path import AskPath
from vnetwizard.tui.screens.interview import Interview
from vnetwizard.tui.screens.progress import Progress
from vnetwizard.tui.screens.review import Review
from vnetwizard.tui.watched import Watched
from vnetwizard.wizard import answers, moves
from vnetwizard.wizard.opening import opened
from vnetwizard.words import mark, say

if TYPE_CHECKING:
    import subprocess

    from vnetwizard.plan.planner import Plan
    from vnetwizard.run import reading
    from vnetwizard.topology.keys import SharedKey
    from vnetwizard.tui.app import Window
    from vnetwizard.tui.model.lines import Line
    from vnetwizard.wizard.answers import Answers

_PRACTICE = Target(practice=True)


class Flow:
    """One wizard on one terminal: the start page's ways, and everything that has to be closed at the end."""

    def __init__(self, target: Target, speed: float | None) -> None:
        self.target = target
        self._speed = speed
        self._window: Window | None = None
        self._account: AccountAnswer | None = None
        self._journals: list[Journal] = []
        self._readers: list[BackgroundReader] = []

    @property
    def window(self) -> Window:
        """The application. Raises ValueError before it is known."""
        if self._window is None:
            raise ValueError
        return self._window

    @window.setter
    def window(self, window: Window) -> None:
        self._window = window
        window.at_the_end.append(self._end_readers)

    def speed(self, target: Target) -> float | None:
        """Return the speed that was asked for; the real Azure has its own."""
        return self._speed if target.practice else None

    def reader(self, target: Target) -> BackgroundReader:
        """Return a reader of an Azure; its process begins with the first question."""
        reader = BackgroundReader(target, speed=self.speed(target))
        self._readers.append(reader)
        return reader

    async def _end_readers(self) -> None:
        await asyncio.gather(*(reader.close() for reader in self._readers))

    def close(self) -> None:
        """Close the journals."""
        for journal in self._journals:
            journal.close()

    # -- what the start page leads to

    def entries(self) -> start.Start:
        """Return what stands on the start page now."""
        unread: list[str] = []
        known = runs.all_known(lambda error: unread.append(str(error)))
        kept = drafts.every(unread.append)
        return start.start(known, kept, self.target, datetime.now(UTC), tuple(unread), account=self._account)

    def know(self, target: Target, account: AccountAnswer) -> None:
        """Take in whom an Azure takes us for; the start page says it of its own."""
        if target == self.target:
            self._account = account

    def practise(self) -> None:
        """Begin an interview about the article's sample, on practice Azure."""
        self._interview(_PRACTICE, answers.practice())

    def join(self) -> None:
        """Begin an interview about networks of one's own."""
        self._interview(self.target, answers.start())

    def open_plan(self) -> None:
        """Ask for a plan file, and begin where it needs something."""
        read: list[Answers] = []

        def attempt(path: str) -> tuple[Line, ...]:
            try:
                topology = planfile.read(Path(path).expanduser().read_text(encoding="utf-8"), path)
            except planfile.PlanFileError as error:
                return form.told(error.findings)
            except (OSError, UnicodeDecodeError) as error:
                reason = getattr(error, "strerror", None) or say(mark("it is not UTF-8 text"))
                told = mark("{path} cannot be read: {reason}. `vnetwizard sample` prints a plan file to begin with.")
                return (((say(told, {"path": path, "reason": reason}), Tone.ERROR),),)
            read.append(moves.to_trouble(opened(topology)))
            return ()

        def go(path: str | None) -> None:
            if path is not None:
                self._interview(self.target, read[-1])

        self.window.push_screen(AskPath(say(mark("Open a plan file")), "", attempt), go)

    def continue_draft(self, draft: str) -> None:
        """Go on with a draft, on the page where it was left. Raises StateError."""
        kept = drafts.load(draft)
        self._interview(kept.target, kept.answers, kept.id)

    def discard_draft(self, draft: str) -> None:
        """Take a draft from the disk. Raises StateError."""
        drafts.remove(draft)

    def show_run(self, run: str) -> None:
        """Show a run. Raises StateError or JournalError."""
        self.window.push_screen(self.progress(run))

    def progress(self, run: str, process: subprocess.Popen[bytes] | None = None) -> Progress:
        """Return the page of a run. Raises StateError or JournalError."""
        folder = state.run_folder(run)
        journal = Journal(folder / state.JOURNAL)
        self._journals.append(journal)
        watched = Watched(journal.about(), Watch(journal, folder, process))
        return Progress(watched, RunWork(self, watched.about.target))

    def _interview(self, target: Target, begun: Answers, draft: str = "") -> None:
        work = Work(self, target, draft or drafts.new_id())
        work.open(Session(begun, fresh=not draft))


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
        self._flow.window.switch_screen(self._flow.progress(begun.run, begun.process))
