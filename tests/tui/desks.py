"""A desk without a disk, a process or an Azure, and a window with an interview on it."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from textual import events

from tests.tui.frames import frame, window
from tests.tui.journals import SUBSCRIPTION
from tests.tui.until import until
from vnetwizard.plan import planner
from vnetwizard.plan.cloud import Identity, Inventory
from vnetwizard.run.reading import (
    AccountAnswer,
    AccountQuestion,
    GroupsAnswer,
    GroupsQuestion,
    PlanAnswer,
    PlanQuestion,
)
from vnetwizard.target import Target
from vnetwizard.topology import planfile
from vnetwizard.tui.model.session import Session
from vnetwizard.tui.page import Page
from vnetwizard.tui.reader import ReaderGone
from vnetwizard.tui.screens.interview import Interview
from vnetwizard.tui.screens.review import Review
from vnetwizard.tui.widgets.answer import Answer
from vnetwizard.tui.widgets.field import FieldRow, NoteLine
from vnetwizard.tui.widgets.folded import Folded
from vnetwizard.tui.widgets.pick import Pick
from vnetwizard.tui.widgets.rail import RailRow

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from textual.pilot import Pilot
    from textual.screen import Screen

    from vnetwizard.plan.planner import Plan
    from vnetwizard.run import reading
    from vnetwizard.run.reading import Question
    from vnetwizard.topology.keys import SharedKey
    from vnetwizard.tui.app import Window
    from vnetwizard.tui.model.form import Note
    from vnetwizard.tui.model.parting import Farewell
    from vnetwizard.wizard.answers import Answers

TENANT = "99999999-8888-7777-6666-555555555555"


class MadeDesk:
    """Answers as Azure would where nothing is there yet; notes what it is told."""

    def __init__(self, *, practice: bool = True) -> None:
        self.target = Target(practice=practice)
        self.kept: list[Answers] = []
        self.saved: dict[str, str] = {}
        self.begun: list[tuple[str, Plan, SharedKey | None]] = []
        self.trouble = ""
        self.silent = asyncio.Event()
        self.answers: list[reading.Answer | str] = []
        self.asked: list[Question] = []
        self.app: Window | None = None

    @property
    def window(self) -> Window:
        assert self.app is not None
        return self.app

    def keep(self, answers: Answers) -> str:
        self.kept.append(answers)
        return self.trouble

    async def ask(self, question: Question) -> reading.Answer:
        self.asked.append(question)
        if self.silent.is_set():
            await asyncio.Event().wait()
        if isinstance(question, AccountQuestion):
            return AccountAnswer(self._identity, ((SUBSCRIPTION, "Pay as you go"),), SUBSCRIPTION)
        if isinstance(question, GroupsQuestion):
            return GroupsAnswer(question.subscription, (("old-rg", "westeurope"),))
        if self.answers:
            prepared = self.answers.pop(0)
            if isinstance(prepared, str):
                raise ReaderGone(prepared, sentence=True)
            return prepared
        assert isinstance(question, PlanQuestion)
        topology = planner.resolved(planfile.read(question.plan, "plan"), SUBSCRIPTION)
        return PlanAnswer(planner.make(topology, Inventory()), planfile.write(topology), self._identity)

    @property
    def _identity(self) -> Identity:
        method = "practice" if self.target.practice else "az"
        return Identity(tenant=TENANT, object_id="0", name="ana@example.com", method=method)

    def save(self, path: str, text: str) -> None:
        if path.startswith("/no"):
            raise PermissionError(13, "Permission denied")
        self.saved[path] = text

    def begin(self, text: str, plan: Plan, key: SharedKey | None) -> None:
        self.begun.append((text, plan, key))

    def review(self, session: Session) -> None:
        self.window.switch_screen(Review(self, session))

    def interview(self, session: Session) -> None:
        self.window.switch_screen(Interview(self, session))

    def left(self) -> None:
        self.window.pop_screen()


class Opened:
    """An interview on a screen."""

    def __init__(self, pilot: Pilot[Farewell], desk: MadeDesk, session: Session) -> None:
        self.pilot = pilot
        self.desk = desk
        self.session = session

    async def press(self, *keys: str) -> None:
        """Press keys, and let the application take each in."""
        for key in keys:
            await self.pilot.press(key)
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Type a text into whatever has the focus, in place of what stands there."""
        names = {".": "full_stop", "/": "slash", ",": "comma", " ": "space", "-": "minus", "_": "underscore"}
        await self.press("end", "ctrl+u", *(names.get(one, one) for one in text))

    async def burst(self, *typed: str | events.Event) -> None:
        """Send keys and other events all at once, as a slow line does; then let the application take them in."""
        for one in typed:
            character = one if isinstance(one, str) and len(one) == 1 else None
            self.pilot.app.post_message(events.Key(one, character) if isinstance(one, str) else one)
        await self.settle()

    async def paste(self, text: str) -> None:
        """Paste a text into whatever has the focus."""
        await self.burst(events.Paste(text))

    async def settle(self) -> None:
        """Let the application take in all that is on its way."""
        for _ in range(5):
            await self.pilot.pause()
        await until(self.pilot, lambda: not getattr(self.screen, "_moving", False))

    @property
    def screen(self) -> Screen[object]:
        """What is on top."""
        return self.pilot.app.screen

    def shows(self, kind: Any) -> bool:
        """Whether a screen of this kind is on top."""
        return isinstance(self.screen, kind)

    @property
    def frame(self) -> str:
        """Everything that is shown, as text."""
        return frame(self.desk.window)

    @property
    def asked(self) -> str:
        """The question that has the focus; empty where none has."""
        focused = self.pilot.app.focused
        return focused.question if isinstance(focused, Answer | Pick) else ""

    def editor(self, question: str) -> Answer | Pick:
        """What answers a question on the screen."""
        found = [one for row in self.screen.query(FieldRow) for one in row.answers if one.question == question]
        return found[0]

    def shown(self, question: str) -> str:
        """What stands in a question's own input on the screen."""
        editor = self.editor(question)
        return editor.value if isinstance(editor, Answer) else editor.text

    def note(self, question: str) -> Note:
        """The line under a question's row."""
        row = next(row for row in self.screen.query(FieldRow) if question in row.questions)
        return row.query_one(NoteLine).note

    @property
    def told(self) -> str:
        """What the counsel at the foot says."""
        return "\n".join(
            "".join(text for text, _ in line) for line in self.screen.query_one("Counsel Folded", Folded).lines
        )

    @property
    def rail(self) -> str:
        """The page that is chosen in the rail."""
        return next((row.page for row in self.screen.query(RailRow) if row.chosen), "")

    @property
    def at(self) -> str:
        """The page where it stands."""
        return self.session.page.id

    def text(self, question: str) -> str:
        """What the answers have for a question of any page."""
        found = [one.text for page in self.session.view.pages for one in page.questions if one.id == question]
        return found[0]


@asynccontextmanager
async def opened(
    begun: Answers, desk: MadeDesk | None = None, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Opened]:
    """Open an interview over an empty page."""
    desk = desk or MadeDesk()
    app = window(Page)
    desk.app = app
    async with app.run_test(size=size) as pilot:
        session = Session(begun)
        page = Review(desk, session) if session.at_review else Interview(desk, session)
        await app.push_screen(page)
        await pilot.pause()
        yield Opened(pilot, desk, session)
