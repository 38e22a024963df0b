"""The review: what is about to happen, asked of Azure, and the word that begins it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.message import Message

from vnetwizard import attempts
from vnetwizard.run.journal import JournalError
from vnetwizard.run.reading import PlanAnswer, PlanQuestion, ProblemAnswer
from vnetwizard.state import StateError
from vnetwizard.tui.keys import Key, bindings
from vnetwizard.tui.model.lines import Tone
from vnetwizard.tui.model.review import CONFIRMATION, Asked, can_begin, review_lines
from vnetwizard.tui.reader import ReaderGone
from vnetwizard.tui.screens.ask_path import AskPath
from vnetwizard.tui.screens.help import Help
from vnetwizard.tui.screens.portal import BACK, EXPLAIN, LEAVE, ORDERED, PAGES, Portal
from vnetwizard.tui.widgets.answer import Answer
from vnetwizard.tui.widgets.review import ReviewPanel
from vnetwizard.wizard.review import review
from vnetwizard.words import mark, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from vnetwizard.tui.desk import Desk
    from vnetwizard.tui.model.lines import Line
    from vnetwizard.tui.model.session import Session


_SCROLL_BAR = 2
"""Cells that what scrolls leaves free for its bar."""


class Review(Portal):
    """The last page of an interview."""

    KEYS: ClassVar = (
        EXPLAIN,
        PAGES,
        Key("again", ("f4",), mark("ask again"), mark("Ask Azure again what is there already."), spare=True),
        BACK,
        Key("save", ("f9",), mark("save as plan file"), mark("Write the plan file that does the same by `apply`.")),
        LEAVE,
    )
    BINDINGS: ClassVar = [
        *bindings(KEYS),
        *ORDERED,
        Binding("up,pageup", "scroll(-1)", show=False),
        Binding("down,pagedown", "scroll(1)", show=False),
    ]
    AUTO_FOCUS = "ReviewPanel Answer"

    class Answered(Message):
        """Azure has answered, or there will be no answer."""

        def __init__(self, asked: Asked) -> None:
            super().__init__()
            self.asked = asked

    def __init__(self, desk: Desk, session: Session) -> None:
        super().__init__(desk, session)
        self._review = review(session.answers)
        self._asked: Asked | None = None
        self._begun = False

    def compose_main(self) -> Iterable[Widget]:
        """Make the panel."""
        yield ReviewPanel()

    async def on_mount(self) -> None:
        """Ask Azure, and show what is known meanwhile."""
        self.show()
        self._ask()

    def show(self) -> None:
        """Show what is about to happen."""
        super().show()
        panel = self.query_one(ReviewPanel)
        room = panel.content_size.width - _SCROLL_BAR
        if room > 0:
            practice = self.desk.target.practice
            panel.show(review_lines(self._review, self._asked, room, self.window.signs, practice=practice))

    def onward(self) -> tuple[str, bool]:
        """Say what begins it, or what that waits for."""
        if can_begin(self._review, self._asked):
            return "", False
        if not self._review.ready:
            return say(mark("incomplete")), True
        answer = self._asked.answer if self._asked else None
        waits = answer is None and not (self._asked and self._asked.trouble)
        return (say(mark("asking Azure")) if waits else say(mark("cannot begin like this"))), True

    def counsel(self) -> tuple[str, tuple[Line, ...]]:
        """Say what happens when the word is typed."""
        told = mark(
            "Nothing has been made yet. Once it has begun you may close this window, or lose the line: the run goes on "
            "by itself, and vnetwizard shows it again."
        )
        return "", (((say(told), Tone.PLAIN),),)

    # -- Azure

    def _ask(self) -> None:
        """Ask what of the plan is there already; nobody waits for the answer."""
        text = self._review.plan_file
        if self._review.ready and text is not None:
            self._asked = Asked(text)
            self.show()
            self.run_worker(self._answer(text), group="plan", exclusive=True, exit_on_error=False)

    async def _answer(self, text: str) -> None:
        try:
            answer = await self.desk.ask(PlanQuestion(text))
        except asyncio.CancelledError:
            raise
        except ReaderGone as error:
            self.post_message(self.Answered(Asked(text, trouble=str(error))))
        else:
            known = answer if isinstance(answer, PlanAnswer | ProblemAnswer) else None
            self.post_message(self.Answered(Asked(text, known, "" if known else type(answer).__name__)))

    @on(Answered)
    def _answered(self, message: Answered) -> None:
        if message.asked.text == self._review.plan_file:
            self._asked = message.asked
            self.hold()  # its height changes, and a bar may come: all of that in one paint
            self.show()
            self.call_after_refresh(self.call_after_refresh, self.release)

    def action_again(self) -> None:
        """Ask again."""
        self._ask()

    # -- beginning

    @on(ReviewPanel.Refused)
    def _refused(self) -> None:
        self.tell(
            ((say(mark("To start, type the word {word} and press Enter."), {"word": CONFIRMATION}), Tone.STRONG),)
        )

    @on(ReviewPanel.Confirmed)
    def _confirmed(self) -> None:
        if self._begun:  # Enter again, before the run's own page has come
            return
        answer = self._asked.answer if self._asked else None
        if not can_begin(self._review, self._asked) or not isinstance(answer, PlanAnswer):
            self.tell(((say(mark("Not yet: {reason}."), {"reason": self.onward()[0]}), Tone.WARNING),))
            return
        try:
            self.desk.begin(answer.text, answer.plan, self.session.key)
        except (attempts.Refusal, StateError, JournalError) as error:
            self.tell(((str(error), Tone.ERROR),))
        else:
            self._begun = True

    # -- going

    @on(Portal.Wanted)
    def _do(self, message: Portal.Wanted) -> None:
        message.do()
        self.settle()
        if not self.is_on_top:
            return
        if not self.session.at_review:
            self.desk.interview(self.session)
        else:
            self.remove_class("-railed")
            self.enter_page()

    def go_on(self) -> None:
        """Begin, where the word stands there."""
        word = self.query_one("ReviewPanel Answer", Answer)
        word.call_later(self.query_one(ReviewPanel).submit)

    def enter_page(self) -> None:
        """Put the focus on the word."""
        self.set_focus(self.query_one("ReviewPanel Answer", Answer))

    def action_scroll(self, step: int) -> None:
        """Scroll what is about to happen."""
        self.query_one(ReviewPanel).scroll_pages(step)

    def action_save(self) -> None:
        """Ask where to write the plan file."""
        text = self._review.plan_file
        if text is None:
            self.tell(
                ((say(mark("Two subnets of one network have one name, which a plan file cannot hold.")), Tone.ERROR),)
            )
            return

        def attempt(path: str) -> tuple[Line, ...]:
            try:
                self.desk.save(path, text)
            except OSError as error:
                values = {"path": path, "reason": error.strerror or type(error).__name__}
                return (((say(mark("{path} cannot be written: {reason}. Give another path."), values), Tone.ERROR),),)
            return ()

        self.app.push_screen(
            AskPath(say(mark("Save as plan file (it never holds the key)")), "plan.toml", attempt), self._saved
        )

    def _saved(self, path: str | None) -> None:
        if path is not None:
            values = {"path": f"{path} --practice" if self.desk.target.practice else path}
            self.tell(((say(mark("Written. By lines it is:  vnetwizard apply {path}"), values), Tone.GOOD),))

    def action_explain(self) -> None:
        """Explain the keys."""
        self.app.push_screen(Help(self.usable_keys()))
