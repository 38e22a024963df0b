"""From page to page: where the start page leads. What is behind it is imported when somebody goes there."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from importlib import import_module
from typing import TYPE_CHECKING

from vnetwizard import state
from vnetwizard.tui.model import entries
from vnetwizard.words import mark, say

if TYPE_CHECKING:
    import subprocess

    from vnetwizard.run.journal import Journal
    from vnetwizard.run.reading import AccountAnswer
    from vnetwizard.target import Target
    from vnetwizard.tui.app import Window
    from vnetwizard.tui.model.lines import Line
    from vnetwizard.tui.reader import BackgroundReader
    from vnetwizard.tui.screens.progress import Progress
    from vnetwizard.wizard.answers import Answers

# ruff: noqa: PLC0415 - the first page waits for nothing that it does not show


class Flow:
    """One wizard on one terminal: the start page's ways, and everything that has to be closed at the end."""

    def __init__(self, target: Target, speed: float | None) -> None:
        self.target = target
        self.journals: list[Journal] = []
        self._speed = speed
        self._window: Window | None = None
        self._account: AccountAnswer | None = None
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
        from vnetwizard.tui.reader import BackgroundReader

        reader = BackgroundReader(target, speed=self.speed(target))
        self._readers.append(reader)
        return reader

    async def _end_readers(self) -> None:
        await asyncio.gather(*(reader.close() for reader in self._readers))

    def close(self) -> None:
        """Close the journals."""
        for journal in self.journals:
            journal.close()

    def know(self, target: Target, account: AccountAnswer) -> None:
        """Take in whom an Azure takes us for; the start page says it of its own."""
        if target == self.target:
            self._account = account

    # -- what the start page leads to

    def entries(self) -> entries.Start:
        """Return what stands on the start page now. Raises StateError."""
        if not state.run_ids() and not state.has_drafts():
            return entries.fresh(self.target, self._account)
        from vnetwizard import drafts
        from vnetwizard.run import runs
        from vnetwizard.tui.model.start import start

        unread: list[str] = []
        known = runs.all_known(lambda error: unread.append(str(error)))
        kept = drafts.every(unread.append)
        return start(known, kept, self.target, datetime.now(UTC), tuple(unread), account=self._account)

    async def look_ahead(self) -> None:
        """Import what most probably comes next, beside the page that is shown."""
        await asyncio.to_thread(import_module, "vnetwizard.tui.work")

    def practise(self) -> None:
        """Begin an interview about the article's sample, on practice Azure."""
        from vnetwizard.target import Target
        from vnetwizard.wizard import answers

        self._interview(Target(practice=True), answers.practice())

    def join(self) -> None:
        """Begin an interview about networks of one's own."""
        from vnetwizard.wizard import answers

        self._interview(self.target, answers.start())

    def open_plan(self) -> None:
        """Ask for a plan file, and begin where it needs something."""
        from vnetwizard.tui import plan_files
        from vnetwizard.tui.screens.ask_path import AskPath

        opened: list[Answers] = []

        def attempt(path: str) -> tuple[Line, ...]:
            found, wrong = plan_files.opened(path)
            opened.extend(found)
            return wrong

        def go(path: str | None) -> None:
            if path is not None:
                self._interview(self.target, opened[-1])

        self.window.push_screen(AskPath(say(mark("Open a plan file")), "", attempt), go)

    def continue_draft(self, draft: str) -> None:
        """Go on with a draft, on the page where it was left. Raises StateError."""
        from vnetwizard import drafts

        kept = drafts.load(draft)
        self._interview(kept.target, kept.answers, kept.id)

    def discard_draft(self, draft: str) -> None:
        """Take a draft from the disk. Raises StateError."""
        from vnetwizard import drafts

        drafts.remove(draft)

    def show_run(self, run: str) -> None:
        """Show a run. Raises StateError."""
        self.window.push_screen(self.progress(run))

    def progress(self, run: str, process: subprocess.Popen[bytes] | None = None) -> Progress:
        """Return the page of a run. Raises StateError."""
        from vnetwizard.tui import work

        return work.progress(self, run, process)

    def _interview(self, target: Target, begun: Answers, draft: str = "") -> None:
        from vnetwizard import drafts
        from vnetwizard.tui import work
        from vnetwizard.tui.model.session import Session

        work.Work(self, target, draft or drafts.new_id()).open(Session(begun, fresh=not draft))
