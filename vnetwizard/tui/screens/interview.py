"""The pages that ask: one screen whose form changes, so that going on sends little down the line.

It asks, shows and draws. What is asked, in which order, and what is wrong is the interview's own (`wizard`).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.binding import Binding
from textual.widgets import Input

from vnetwizard.run.reading import AccountAnswer, AccountQuestion, GroupsAnswer, GroupsQuestion
from vnetwizard.topology.findings import BadText
from vnetwizard.tui.keys import Key
from vnetwizard.tui.model import form
from vnetwizard.tui.model.lines import Tone
from vnetwizard.tui.reader import ReaderGone
from vnetwizard.tui.screens.choose import Choose
from vnetwizard.tui.screens.help import Help
from vnetwizard.tui.screens.portal import BACK, EXPLAIN, LEAVE, ORDERED, PAGES, Portal, in_order
from vnetwizard.tui.widgets.answer import Answer
from vnetwizard.tui.widgets.form import Form
from vnetwizard.tui.widgets.pick import Pick
from vnetwizard.tui.widgets.pictures import Pictures
from vnetwizard.tui.widgets.rail import Rail
from vnetwizard.wizard.pages import KEY
from vnetwizard.words import mark, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from vnetwizard.tui.desk import Desk
    from vnetwizard.tui.model.lines import Line
    from vnetwizard.tui.model.session import Session

_NEXT = Key("next", ("f8",), mark("next"), mark("Go to the next page; Enter does the same."))


class Interview(Portal):
    """All pages that ask."""

    KEYS: ClassVar = (
        EXPLAIN,
        PAGES,
        Key("suggest", ("f4",), mark("suggest"), mark("Fill in what fits, or choose from a list."), spare=True),
        Key("add_range", ("f5",), mark("add range"), mark("Add a free range to the address space."), spare=True),
        Key("add_subnet", ("f5",), mark("add subnet"), mark("Add a subnet, with a free range."), spare=True),
        Key("remove_subnet", ("f6",), mark("remove"), mark("Remove the subnet in focus."), spare=True),
        Key("own_key", ("f5",), mark("type my own"), mark("Type a shared key instead of having one generated.")),
        Key("generated_key", ("f5",), mark("generate"), mark("Have a shared key generated instead.")),
        BACK,
        _NEXT,
        LEAVE,
    )
    BINDINGS: ClassVar = [
        *in_order(KEYS),
        *ORDERED,
        Binding("up", "field(-1)", show=False, priority=True),
        Binding("down", "field(1)", show=False, priority=True),
        Binding("pageup", "scroll(-1)", show=False),
        Binding("pagedown", "scroll(1)", show=False),
    ]

    def __init__(self, desk: Desk, session: Session) -> None:
        super().__init__(desk, session)
        self._unfolded: set[str] = set()
        self._form: Form | None = None
        self._asked = ""
        self._typing = False

    def compose_main(self) -> Iterable[Widget]:
        """Make the form of the page where the interview stands, and its pictures."""
        self._form = self._new_form()
        yield self._form
        yield Pictures("pictures")

    async def on_mount(self) -> None:
        """Begin with what needs an answer."""
        self.show()
        self._focus(self._first(self._wanted_shape))
        self.run_worker(self._list(), group="lists", exit_on_error=False)

    async def _list(self) -> None:
        """Ask Azure what can be chosen from; nobody waits for it, and without it everything can be typed."""
        try:
            account = await self.desk.ask(AccountQuestion())
            if not isinstance(account, AccountAnswer):
                return
            self.session.know(account)
            for subscription, _ in account.subscriptions:
                groups = await self.desk.ask(GroupsQuestion(subscription))
                if isinstance(groups, GroupsAnswer):
                    self.session.know(groups)
        except ReaderGone:
            return

    # -- what is shown

    @property
    def _wanted_shape(self) -> tuple[str, ...]:
        """The ids of the questions that should be seen now."""
        unfolded = self.session.page.id in self._unfolded or self.session.page.opens
        return tuple(one.id for one in self.session.page.questions if unfolded or not one.advanced)

    async def _open(self, focus: str = "") -> None:
        """Put the present page's form in the place of the one that stands there."""
        shape = self._wanted_shape
        new = self._new_form()
        if self._form is not None:
            await self._form.remove()
        self._form = new
        await self.query_one("#main").mount(new, before="#pictures")
        self._asked = focus if focus in shape else self._first(shape)
        self.show()

    def _new_form(self) -> Form:
        key = None if self.session.generates else self.session.typing
        return Form(
            self.session.page, self._wanted_shape, key=key, heard=self._hear, pasted=self._paste, turned=self._turn
        )

    def _first(self, shape: tuple[str, ...]) -> str:
        """Return the question to begin with: the first that needs an answer, else the first."""
        return next((id_ for id_ in (*self.session.page.needing, *shape) if id_ in shape), "")

    def _focus(self, question: str) -> None:
        self._asked = question
        editor = self._form.editor(question) if self._form else None
        if editor is not None:
            self.set_focus(editor)

    def enter_page(self) -> None:
        """Put the focus where it was in the form."""
        self._focus(self._asked)

    def show(self) -> None:
        """Show how everything stands."""
        if self._form is not None and self._form.is_mounted:
            session = self.session
            self._form.show(session.page, session.labels(), session.key_note(), typing=self._typing)
        super().show()

    async def _refresh(self, focus: str = "") -> None:
        """Show what has changed; a form with other questions is made anew, with the focus where it was."""
        if not self._fits:
            await self._open(focus or self._asked)
        else:
            self._asked = focus or self._asked
            self.show()

    def counsel(self) -> tuple[str, tuple[Line, ...]]:
        """Return what there is to say about the question in focus."""
        return self.session.counsel(self._asked, at_length=self.has_class("-high"))

    @on(events.DescendantFocus)
    def _follow(self, event: events.DescendantFocus) -> None:
        if isinstance(event.widget, Answer | Pick):
            self._asked = event.widget.question
            self.refresh_bindings()

    @property
    def _in_focus(self) -> str:
        """The question in focus, or the one that had it; the message of the focus itself may be on its way."""
        return self.focused.question if isinstance(self.focused, Answer | Pick) else self._asked

    def note_focus(self) -> None:
        """Note which question has the focus."""
        self._asked = self._in_focus

    # -- what is typed

    def _hear(self, answer: Answer) -> None:
        """Judge what is typed, and show it in the frame that shows the letter itself."""
        if not self.is_mounted:
            return
        self.session.change(answer.question, answer.value)  # whatever moves meanwhile: else it would be shown no more
        if self._moving:
            return
        self._told = ()
        if self._fits:
            self._typing = True
            self.show()
            self._typing = False

    @on(Input.Changed)
    def _typed(self, message: Input.Changed) -> None:
        """Make the form anew where what was typed asks other questions."""
        if isinstance(message.input, Answer) and not self._fits:
            self.want(lambda: None)

    @property
    def _fits(self) -> bool:
        """Whether the form shows the questions that are asked now."""
        return self._form is not None and self._form.fits(self._wanted_shape, generated=self.session.generates)

    def _paste(self, answer: Answer, text: str) -> None:
        """Take in what is pasted; several subnets ask other questions, for which the form is made anew."""
        at = answer.selection
        if answer.question == KEY:
            answer.replace(text.strip()[:_LONGEST_KEY], *sorted((at.start, at.end)))
            return
        self.session.change(answer.question, answer.value)
        try:
            cursor = self.session.paste(answer.question, text, (at.start, at.end))
        except BadText as bad:
            self.tell(*form.told([bad.at("")]))
            return
        self._told = ()
        if (question := self.session.question(answer.question)) is not None:
            answer.take(question.text, cursor)
        if not self._fits:
            self.want(lambda: None)
        elif not self._moving:
            self.show()

    def _turn(self, pick: Pick, wish: int | str) -> None:
        """Pick another answer; some answers ask other questions, for which the form is made anew."""
        if isinstance(wish, str):
            self.session.spell(pick.question, wish)
        elif pick.question == KEY:
            self.session.own_key()
        else:
            self.session.step(pick.question, wish)
        self._told = ()
        if not self._fits:
            self.want(lambda: None)
        elif not self._moving:
            self.show()

    @on(Pick.AllWanted)
    def _all_wanted(self, message: Pick.AllWanted) -> None:
        asked = message.pick.question
        self.want(lambda: self._suggest(asked))

    # -- what is done

    @on(Portal.Wanted)
    async def _do(self, message: Portal.Wanted) -> None:
        """Do what is wanted: one thing after another, so that no key finds half a page."""
        self._told = ()
        if isinstance(message.behind, Answer):  # its own messages take longer to come here
            self.session.change(message.behind.question, message.behind.value)
        page = self.session.page.id
        focus = message.do()
        if not self.is_on_top:  # a dialog has come, or this page has gone
            self._moving = False
            self.enter_page()
            self.hand_over()
            return
        if self.session.at_review:
            self.desk.review(self.session)
            return
        self.hold()
        if self.session.page.id != page:
            self.remove_class("-railed")
            await self._open()
        else:
            await self._refresh(focus or self._asked)
        self.settle()

    def go_on(self) -> None:
        """Go on from the question in focus."""
        self.action_next()

    def action_next(self) -> None:
        """Go on from the question in focus."""
        self.want(lambda: self.session.onward(self._asked))

    def action_suggest(self) -> None:
        """Fill in what fits, or choose."""
        self.want(lambda: self._suggest(self._asked))

    def action_add_range(self) -> None:
        """Add a range."""
        self.want(lambda: self.session.add_range(self.session.page.page.side))

    def action_add_subnet(self) -> None:
        """Add a subnet."""
        self.want(lambda: self.session.add_subnet(self.session.page.page.side))

    def action_remove_subnet(self) -> None:
        """Remove the subnet in focus."""
        self.want(lambda: self.session.remove_subnet(self._asked))

    def action_own_key(self) -> None:
        """Type a key."""
        self.want(self.session.own_key)

    def action_generated_key(self) -> None:
        """Have a key generated."""
        self.want(self.session.generated_key)

    def action_unfold(self) -> None:
        """Show or hide what is under Advanced."""
        self.want(self._unfold)

    def _suggest(self, asked: str) -> None:
        """Fill in what fits; where there is a list, show it, and go on when something was chosen from it."""
        question = self.session.question(asked)
        if question is None:
            return
        label, offers = say(question.field.label), self.session.offers(asked)
        if offers:

            def chosen(text: str | None) -> None:
                if text is not None:
                    self.want(lambda: self.session.change(asked, text))

            self.app.push_screen(Choose(label, offers, question.text), chosen)
        elif found := self.session.suggestion(asked):
            self.session.change(asked, found)
        else:
            told = mark("Nothing can be suggested here: {label} is yours to choose.")
            self.tell(((say(told, {"label": label}), Tone.PLAIN),))

    def _unfold(self) -> str:
        """Show what is under Advanced, or hide it where nothing in it has to be seen."""
        page = self.session.page
        if page.id in self._unfolded:
            self._unfolded.discard(page.id)
            return ""
        self._unfolded.add(page.id)
        return next((question.id for question in page.questions if question.advanced), "")

    def action_field(self, step: int) -> None:
        """Move to the question below or above, or along the list of pages."""
        self.in_turn(partial(self._field, step))

    def _field(self, step: int) -> None:
        rail = self.query_one(Rail)
        if rail.has_focus:
            rail.action_choose(step)
            return
        places = [one for one in self.query("Form *, KeyLine *") if one.focusable]
        if self.focused in places:
            self.set_focus(places[(places.index(self.focused) + step) % len(places)])
        else:
            self.enter_page()

    def action_scroll(self, step: int) -> None:
        """Scroll the form by a page."""
        if self._form is not None:
            self._form.scroll_relative(y=step * max(1, self._form.size.height - 1), animate=False)

    def action_explain(self) -> None:
        """Explain the question in focus."""
        question = self.session.question(self._asked)
        findings = [placed.finding for placed in self.session.page.about(self._asked)]
        field = question.field if question else None
        self.app.push_screen(Help(self.usable_keys(), field, form.told(findings)))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's own
        """Offer what can be done with the question in focus."""
        asked, session = self._in_focus, self.session
        ranges, subnet = asked.endswith(".address_space"), ".subnets." in asked
        offered = {
            "suggest": lambda: session.can_suggest(asked),
            "add_range": lambda: ranges and session.has_subnets,
            "add_subnet": lambda: subnet or (ranges and not session.has_subnets),
            "remove_subnet": lambda: subnet,
            "own_key": lambda: asked == KEY and session.generates,
            "generated_key": lambda: asked == KEY and not session.generates,
        }
        return offered[action]() if action in offered else True


_LONGEST_KEY = 4096
"""Characters that are taken from what is pasted as a key; Azure takes 128 at most, and the finding says so."""
