"""What the pages of an interview have in common: the rail, the counsel at the foot, the draft, going and leaving."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from textual import events, on
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.message import Message

from vnetwizard.run.codes import DONE
from vnetwizard.tui.keys import Key
from vnetwizard.tui.model.azure import azure_name
from vnetwizard.tui.model.lines import Tone, apart
from vnetwizard.tui.model.parting import Farewell
from vnetwizard.tui.page import Page
from vnetwizard.tui.screens.leave import Leave
from vnetwizard.tui.widgets.answer import Answer
from vnetwizard.tui.widgets.choice import Choice
from vnetwizard.tui.widgets.counsel import Counsel
from vnetwizard.tui.widgets.folded import Folded
from vnetwizard.tui.widgets.header import Header
from vnetwizard.tui.widgets.lines import OneLine
from vnetwizard.tui.widgets.pictures import Pictures
from vnetwizard.tui.widgets.rail import Rail
from vnetwizard.wizard.answers import KeyOrigin
from vnetwizard.words import mark, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textual.widget import Widget

    from vnetwizard.tui.desk import Desk
    from vnetwizard.tui.model.lines import Line
    from vnetwizard.tui.model.session import Session

ORDERED = (
    Binding("enter", "enter", show=False, priority=True),
    Binding("tab", "tab(1)", show=False, priority=True),
    Binding("shift+tab", "tab(-1)", show=False, priority=True),
)
"""Keys that are taken before the widget in focus sees them: what is typed behind them must not overtake them."""


def in_order(keys: Iterable[Key]) -> list[Binding]:
    """Return bindings that are taken in the order in which keys come, whatever has the focus."""
    return [Binding(",".join(key.keys), key.action, show=False, priority=True) for key in keys]


KEEP_SECONDS = 0.5
"""From a key to the draft on disk."""

EXPLAIN = Key("explain", ("f1",), mark("help"), mark("Explain the question in focus, and the keys."))
PAGES = Key(
    "pages", ("f2",), mark("pages"), mark("Move to the list of pages and back; Enter there goes to one."), spare=True
)
BACK = Key("back", ("f7", "escape"), mark("back"), mark("Go to the page before; what stands here stays."))
LEAVE = Key("leave", ("f10", "ctrl+c"), mark("leave"), mark("Leave; what was answered is kept as a draft."))


class Portal(Page):
    """One or more pages of an interview, with the rail of all of them beside it."""

    CSS_PATH = "portal.tcss"

    class Wanted(Message):
        """Something is to be done, in its turn: what was typed before is taken in before.

        `do` returns the id of the question to move to, or nothing where the focus stays. `behind` is the widget that
        had the focus: all that was typed into it counts.
        """

        def __init__(self, do: Callable[[], str | None], behind: Widget | None = None) -> None:
            super().__init__()
            self.do = do
            self.behind = behind

    def __init__(self, desk: Desk, session: Session) -> None:
        super().__init__()
        self.desk = desk
        self.session = session
        self._moving = False
        self._early: list[events.Key | events.Paste | Callable[[], None]] = []
        self._told: tuple[Line, ...] = ()
        self._keeping = False
        self._trouble = ""

    def compose_body(self) -> Iterable[Widget]:
        """Make everything around what the page itself shows."""
        with Horizontal(id="desk"):
            yield Rail(self.session.view)
            with Vertical(id="main"):
                yield OneLine(id="title")
                yield Folded(id="why")
                yield from self.compose_main()
            yield Pictures("aside", whole=True)
        yield Counsel()

    def compose_main(self) -> Iterable[Widget]:
        """Make what is between the rail and the pictures."""
        return ()

    async def on_mount(self) -> None:
        """Say which Azure it is about."""
        header = self.query_one(Header)
        header.azure, header.practice = azure_name(self.desk.target), self.desk.target.practice
        self.hold()  # until it is laid out: each paint is 5 kB

    def on_resize(self) -> None:
        """Fit the pictures."""
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        self.show()
        if self.focused is None and not self._moving:  # what had it was hidden while the terminal was too small
            self.enter_page()
        self.call_after_refresh(self.release)

    def show(self) -> None:
        """Show how the interview stands; what is the same is not drawn again."""
        page = self.session.page.page
        title = self.query_one("#title", OneLine)
        name = say(page.title)
        if self.has_class("-narrow"):  # without a rail, only this says whom the page is about
            name = f"{self.session.view.heading(page.side).say()} {self.window.signs.dot} {name}"
        title.line = apart(((name, Tone.STRONG),), ((self.session.place, Tone.FAINT),), title.room)
        self.query_one("#why", Folded).lines = (((say(page.why), Tone.FAINT),),)
        self.query_one(Rail).show(self.session.view)
        for pictures in self.query(Pictures):
            pictures.show(self.session)
        self.advise()
        if not self._keeping and not self.session.is_kept:
            self._keep_soon()

    def onward(self) -> tuple[str, bool]:
        """Return where Next leads, or what it waits for, and whether it waits."""
        return self.session.gate()

    def counsel(self) -> tuple[str, tuple[Line, ...]]:
        """Return what there is to say of what is in focus, and a few words for what that is."""
        return "", ()

    def advise(self) -> None:
        """Show what there is to say."""
        about, lines = self.counsel()
        if self._trouble:
            lines = (((self._trouble, Tone.ERROR),), *lines)
        self.query_one(Counsel).show(about, self._told or lines, self.onward())

    def tell(self, *lines: Line) -> None:
        """Say something in the counsel's place, until the next thing is done."""
        self._told = lines
        self.advise()

    # -- the draft

    def _keep_soon(self) -> None:
        """Write the draft a little later, in a worker: a timer's own callback would hold up all that comes here."""
        self._keeping = True
        self.set_timer(KEEP_SECONDS, lambda: self.run_worker(self._keep(), group="draft"))

    async def _keep(self) -> None:
        """Write the draft without holding up a key; what is typed meanwhile is written after it."""
        answers = self.session.answers
        before, self._trouble = self._trouble, await asyncio.to_thread(self.desk.keep, answers)
        self.session.kept(answers)
        self._keeping = False
        if not self.session.is_kept:
            self._keep_soon()
        if self._trouble != before:
            self.advise()

    def farewell(self) -> Farewell:
        """Keep the draft, whatever makes one leave, and say that it is kept."""
        if self.session.is_untouched:
            return Farewell(DONE)
        trouble = self.desk.keep(self.session.answers)
        return Farewell(DONE, (trouble or say(mark("Your answers are kept as a draft. Go on with them:  vnetwizard")),))

    # -- going

    @on(Rail.Wanted)
    def _jump(self, message: Rail.Wanted) -> None:
        page = message.page
        self.want(lambda: self.session.jump(page))

    @on(events.DescendantFocus)
    def _forget_what_was_told(self) -> None:
        self._told = ()
        self.advise()

    def action_back(self) -> None:
        """Go to the page before, in its turn; from the rail, only back into the page."""
        self.in_turn(self._back_or_in)

    def _back_or_in(self) -> None:
        if self.query_one(Rail).has_focus:
            self._pages()
        else:
            self.want(self._back)

    def want(self, do: Callable[[], str | None]) -> None:
        """Do something in its turn: behind whatever was typed into the widget in focus until now.

        What comes meanwhile is kept, and given to whoever has the focus afterwards.
        """
        if self._moving:
            self.in_turn(partial(self.want, do))
            return
        self.note_focus()
        self._moving = True
        focused = self.focused
        if focused is None:
            self.post_message(self.Wanted(do))
        else:
            self.set_focus(None)
            focused.call_later(self.post_message, self.Wanted(do, focused))

    def in_turn(self, do: Callable[[], None]) -> None:
        """Do something now, or when the page has changed: behind the keys that are on their way to `on_key`."""
        if self._moving:
            self.call_later(self._keep_for_later, do)
        else:
            do()

    def _keep_for_later(self, do: Callable[[], None]) -> None:
        if self._moving:
            self._early.append(do)
        elif self.is_on_top:  # else a dialog has come
            do()

    @property
    def is_on_top(self) -> bool:
        """Whether keys come here. Textual's `is_current` counts a page too that is seen behind a dialog."""
        return self.is_current and self.app.screen is self

    def note_focus(self) -> None:
        """Note what has the focus, before it is taken away."""

    def on_key(self, event: events.Key) -> None:
        """Keep what is typed while the page changes; hand on what was on its way here when it had changed."""
        if not self.is_on_top:
            event.stop()
            self._early.append(event)
            self.hand_over()
        elif self._moving and event.key not in self.active_bindings:
            event.stop()
            self._early.append(event)
        elif event.is_printable and isinstance(self.focused, Answer):
            event.stop()
            self._give(event)

    def on_paste(self, event: events.Paste) -> None:
        """Keep what is pasted while the page changes."""
        if self._moving:
            event.stop()
            self._early.append(event)

    def _give(self, event: events.Key | events.Paste) -> None:
        if self.focused is not None:
            if isinstance(event, events.Key):
                self.focused.post_message(events.Key(event.key, event.character))
            else:
                self.focused.post_message(events.Paste(event.text))

    def settle(self) -> None:
        """Put the focus where it belongs, behind all keys that have come until now, and give those to it."""
        self.call_later(self._arrive)

    async def _arrive(self) -> None:
        self._moving = False
        self.enter_page()
        self.release()
        await self._catch_up()

    async def _catch_up(self) -> None:
        """Do what was wanted meanwhile, until the page changes again, or a dialog comes."""
        early, self._early = self._early, []
        while early and not self._moving and self.is_on_top:
            item = early.pop(0)
            bound = self.active_bindings.get(item.key) if isinstance(item, events.Key) else None
            if not isinstance(item, events.Key | events.Paste):
                item()
            elif bound is not None and bound.node is self and bound.binding.priority:
                await self.run_action(bound.binding.action)
            else:
                self._give(item)
        self._early = early + self._early
        self.hand_over()

    def hand_over(self) -> None:
        """Give a dialog that has come what was typed for it; nothing that was typed for another page is done here."""
        if self.is_on_top:
            return
        dialog, keys = self.app.screen, [one for one in self._early if isinstance(one, events.Key)]
        self._early = []
        if keys and self in self.app.screen_stack:

            def give() -> None:
                for key in keys:
                    (dialog.focused or dialog).post_message(events.Key(key.key, key.character))

            dialog.call_after_refresh(give)

    def action_tab(self, step: int) -> None:
        """Move the focus, in its turn."""
        self.in_turn(partial(self._tab, step))

    def _tab(self, step: int) -> None:
        if step > 0:
            self.focus_next()
        else:
            self.focus_previous()

    def action_enter(self) -> None:
        """Choose what has the focus, or go on, in its turn."""
        self.in_turn(self._enter)

    def _enter(self) -> None:
        if isinstance(self.focused, Choice):
            self.focused.action_choose()
        elif isinstance(self.focused, Rail):
            self.focused.action_go()
        else:
            self.go_on()

    def go_on(self) -> None:
        """Do what Enter does in the page itself."""

    def _back(self) -> None:
        if self.session.is_first:
            self.desk.left()
        else:
            self.session.back()

    def action_pages(self) -> None:
        """Move to the rail, or back into the page, in its turn."""
        self.in_turn(self._pages)

    def _pages(self) -> None:
        rail = self.query_one(Rail)
        railed = not rail.has_focus
        self.set_class(railed, "-railed")
        if railed:
            self.set_focus(rail)
        else:
            self.enter_page()

    def enter_page(self) -> None:
        """Put the focus where it was in the page."""

    def action_leave(self) -> None:
        """Ask; nothing is lost either way."""
        if self.session.is_untouched:
            self.window.action_leave()
            return
        typed = self.session.answers.key is KeyOrigin.TYPED
        self.app.push_screen(Leave(key_typed=typed), self._leave)

    def _leave(self, wanted: bool | None) -> None:  # noqa: FBT001 - a screen's result
        if wanted:
            self.window.action_leave()
