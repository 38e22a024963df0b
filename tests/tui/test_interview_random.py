"""Any keys in any order, on the real pages: nothing breaks, nothing typed is lost, and no key gets to the disk.

`VNETWIZARD_RANDOM=long` looks for longer.
"""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from textual import events

from tests.tui.desks import MadeDesk, opened
from vnetwizard.tui.screens.interview import Interview
from vnetwizard.tui.screens.portal import Portal
from vnetwizard.tui.widgets.answer import Answer
from vnetwizard.tui.widgets.field import FieldRow
from vnetwizard.wizard import answers, moves
from vnetwizard.wizard.answers import KeyOrigin
from vnetwizard.wizard.pages import KEY

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from contextlib import AbstractAsyncContextManager

    from tests.tui.desks import Opened

LONG = os.environ.get("VNETWIZARD_RANDOM") == "long"
SIZES = [(80, 24), (60, 20), (59, 19), (120, 36), (200, 60), (20, 5)]
MOVING = ["enter", "tab", "shift+tab", "up", "down", "pageup", "pagedown", "f7", "f8", "escape", "f2"]
DOING = ["f1", "f4", "f5", "f6", "f9", "space", "left", "right", "minus", "plus"]
EDITING = [
    "home",
    "end",
    "delete",
    "backspace",
    "ctrl+a",
    "ctrl+e",
    "ctrl+u",
    "ctrl+k",
    "ctrl+w",
    "ctrl+d",
    "ctrl+left",
]
OTHER = ["ctrl+l", "f3", "shift+left", "shift+home", "ctrl+right", "f11", "f12", "ctrl+x", "ctrl+v", "alt+x"]
KEYS = st.sampled_from(MOVING + DOING + EDITING + OTHER)
LETTERS = st.one_of(st.sampled_from("aeyn019./,-_"), st.characters(exclude_categories=["Cs", "Cc"]))
PASTES = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["10.1.0.0/16\n10.2.0.0/16", "web 10.11.1.0/24\napp 10.11.2.0/24", "", "\n", "\x1b[31mx\x00\r\n", "y" * 5000]
    ),
)
SECRET = "Kq7vRz2pXw9m"


class Typing(RuleBasedStateMachine):
    """One interview on one terminal."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.desk = MadeDesk()
        self.wizard: Opened | None = None
        self.open: AbstractAsyncContextManager[Opened] | None = None

    def run(self, doing: Coroutine[Any, Any, Any]) -> Any:
        return self.runner.run(doing)

    @property
    def on(self) -> Opened:
        assert self.wizard is not None
        return self.wizard

    @initialize(practice=st.booleans(), pages=st.integers(0, 11))
    def begin(self, practice: bool, pages: int) -> None:  # noqa: FBT001 - hypothesis gives it so
        begun = answers.practice() if practice else answers.start()
        for _ in range(pages):
            begun = moves.forward(begun)

        async def enter() -> None:
            self.open = opened(begun, self.desk)
            self.wizard = await self.open.__aenter__()

        self.run(enter())

    def teardown(self) -> None:
        async def leave() -> None:
            if self.open is not None:
                await self.open.__aexit__(None, None, None)

        try:
            self.run(leave())
        finally:
            self.runner.close()

    async def send(self, *typed: str | events.Event) -> None:
        """Send it, unless somebody has left the interview."""
        if isinstance(self.on.screen, Portal) or len(self.on.pilot.app.screen_stack) > 2:
            await self.on.burst(*typed)

    @rule(key=KEYS)
    def press(self, key: str) -> None:
        self.run(self.send(key))

    @rule(letters=st.lists(LETTERS, min_size=1, max_size=6))
    def letters(self, letters: list[str]) -> None:
        self.run(self.send(*letters))

    @rule(mixed=st.lists(st.one_of(KEYS, LETTERS, PASTES.map(events.Paste)), min_size=2, max_size=8))
    def all_at_once(self, mixed: list[str | events.Event]) -> None:
        self.run(self.send(*mixed))

    @rule(text=PASTES)
    def paste(self, text: str) -> None:
        self.run(self.send(events.Paste(text)))

    @rule(size=st.sampled_from(SIZES))
    def resize(self, size: tuple[int, int]) -> None:
        async def resize() -> None:
            await self.on.pilot.resize_terminal(*size)
            await self.on.settle()

        self.run(resize())

    @rule()
    def type_a_key(self) -> None:
        async def type_it() -> None:
            focused = self.on.pilot.app.focused
            if self.on.asked == KEY and isinstance(focused, Answer):
                await self.send("end", "ctrl+u", *SECRET)

        self.run(type_it())

    @rule()
    def leave_and_stay(self) -> None:
        if self.wizard is not None and isinstance(self.on.screen, Portal):
            self.run(self.send("f10", "escape")) if not self.on.session.is_untouched else None

    @rule()
    def back_and_forth(self) -> None:
        """Whatever stands on a page stands there when one has been elsewhere."""

        async def go() -> None:
            session = self.on.session
            if not self.on.shows(Interview) or session.is_first or self.on.asked == "":
                return
            page, texts = session.page.id, {one.id: one.text for one in session.page.questions}
            typing = session.typing
            await self.on.burst("f7")
            assert session.page.id != page
            session.jump(page)
            assert {one.id: one.text for one in session.page.questions} == texts
            assert session.typing == typing
            session.back()

        self.run(go())

    @invariant()
    def it_runs(self) -> None:
        if self.wizard is None:
            return
        app = self.on.pilot.app
        assert app._exception is None
        assert app.is_running
        assert app.screen is not None

    @invariant()
    def the_focus_is_on_something_shown(self) -> None:
        if self.wizard is None:
            return
        focused = self.on.pilot.app.focused
        if focused is not None:
            assert focused.is_attached
            assert focused.display
            assert focused.focusable
        elif isinstance(self.on.screen, Portal):
            size = self.on.pilot.app.size
            assert size.width < 60 or size.height < 20

    @invariant()
    def what_is_shown_is_what_is_answered(self) -> None:
        if self.wizard is None or not self.on.shows(Interview):
            return
        session = self.on.session
        for row in self.on.screen.query(FieldRow):
            for editor in row.answers:
                question = session.question(editor.question)
                assert question is not None
                if editor.question == KEY:
                    assert not isinstance(editor, Answer) or editor.value == session.typing
                else:
                    assert (editor.value if isinstance(editor, Answer) else editor.text) == question.text

    @invariant()
    def no_key_is_kept(self) -> None:
        for kept in self.desk.kept:
            assert KEY not in kept.typed
        typed = self.wizard is not None and self.on.session.answers.key is KeyOrigin.TYPED
        if typed and SECRET in self.on.session.typing:
            assert not any(SECRET.encode() in answers.encode(kept) for kept in self.desk.kept)


TestTyping = Typing.TestCase
TestTyping.settings = settings(
    max_examples=400 if LONG else 8,
    stateful_step_count=40 if LONG else 12,
    deadline=None,
    derandomize=not LONG,
    phases=[Phase.explicit, Phase.generate, Phase.shrink] if LONG else [Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
    database=None,
)
