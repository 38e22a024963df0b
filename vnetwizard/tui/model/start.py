"""The start page: runs that are not over, then what can be begun, then drafts; and which Azure that is about."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from vnetwizard.run.events import Outcome, StepState
from vnetwizard.topology import planfile
from vnetwizard.topology.planfile import PlanFileError
from vnetwizard.tui.model.sentences import azure_name
from vnetwizard.tui.model.wording import about
from vnetwizard.wizard import pages
from vnetwizard.wizard.view import look
from vnetwizard.words import mark, say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, timedelta

    from vnetwizard.drafts import Draft
    from vnetwizard.run.runs import KnownRun
    from vnetwizard.target import Target

_MOST_DRAFTS = 5
_DAY = 24 * 60 * 60


class Way(StrEnum):
    """Where an entry leads."""

    RUN = "run"
    JOIN = "join"
    PRACTISE = "practise"
    OPEN = "open"
    DRAFT = "draft"


class Entry(NamedTuple):
    """One thing to choose: whom it is about, or what it does; what there is to say of it; a second line."""

    way: Way
    names: tuple[str, ...]
    beside: str
    below: str = ""
    id: str = ""


class Start(NamedTuple):
    """All that the page shows. `first` is the entry that has the focus at first."""

    runs: tuple[Entry, ...]
    todo: tuple[Entry, ...]
    drafts: tuple[Entry, ...]
    azure: str
    troubles: tuple[str, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Everything that can be chosen, in order."""
        return (*self.runs, *self.todo, *self.drafts)

    @property
    def first(self) -> int:
        """The place of the entry that has the focus at first: a run that waits, the newest draft, what comes first."""
        if self.runs and self.runs[0].below:
            return 0
        return len(self.runs) + (len(self.todo) if self.drafts else 0)


def start(
    known: Sequence[KnownRun], drafts: Sequence[Draft], target: Target, now: datetime, troubles: tuple[str, ...] = ()
) -> Start:
    """Return what the page shows of these runs and drafts, for whoever would begin something on `target`."""
    unfinished = [_run(run, now) for run in known if run.unfinished]
    last = [_finished(run, now) for run in known if run.view.outcome is Outcome.CONNECTED][:1]
    kept = drafts if not target.practice else [draft for draft in drafts if draft.target.practice]
    return Start(
        runs=(*unfinished, *last),
        todo=_todo(target),
        drafts=tuple(_draft(draft, now) for draft in kept[:_MOST_DRAFTS]),
        azure=_azure(target),
        troubles=troubles,
    )


def _todo(target: Target) -> tuple[Entry, ...]:
    opening = Entry(
        Way.OPEN, (say(mark("Open a plan file")),), say(mark("yours, or one that `vnetwizard sample` printed"))
    )
    sample = say(mark("the article's TestVNet1 and TestVNet4, no Azure needed"))
    if target.practice:
        own = say(mark("your own values; nothing is real"))
        return (
            Entry(Way.PRACTISE, (say(mark("Practise on the sample")),), sample),
            Entry(Way.JOIN, (say(mark("Join two networks")),), own),
            opening,
        )
    new = say(mark("new ones, or ones you already have"))
    return (
        Entry(Way.JOIN, (say(mark("Join two networks")),), new),
        Entry(Way.PRACTISE, (say(mark("Practise")),), sample),
        opening,
    )


def _azure(target: Target) -> str:
    if target.practice:
        return say(mark("Practice Azure: nothing is real and nothing costs."))
    told = mark(
        "{azure}, not signed in yet: that is asked for when it is needed. Who and which subscription the review says."
    )
    return say(told, {"azure": azure_name(target)})


def _run(run: KnownRun, now: datetime) -> Entry:
    """Return the entry of a run that is not over: where it stands, and what Enter does."""
    if run.pid is not None:
        where, enter = say(mark("running")), say(mark("Enter to watch"))
    else:
        where, enter = _standing(run), say(mark("Enter to see it and go on"))
    done, count = run.view.count(StepState.DONE), len(run.view.steps)
    far = say(mark("{done} of {all} steps"), {"done": done, "all": count}) if count else say(mark("nothing made yet"))
    values = {"azure": azure_name(run.about.target), "ago": ago(now - run.about.created_at), "enter": enter}
    return Entry(
        Way.RUN,
        _names(run),
        f"{where}, {far}",
        say(mark("{azure}, begun {ago}    {enter}"), values),
        run.about.id,
    )


def _standing(run: KnownRun) -> str:
    if run.view.outcome is Outcome.PAUSED:
        return say(mark("paused, it needs an answer"))
    if run.view.outcome is Outcome.STOPPED:
        return say(mark("stopped"))
    return say(mark("interrupted, nobody works on it"))


def _finished(run: KnownRun, now: datetime) -> Entry:
    values = {"azure": azure_name(run.about.target), "ago": ago(now - run.about.created_at)}
    return Entry(Way.RUN, _names(run), say(mark("connected, begun {ago}, {azure}"), values), "", run.about.id)


def _names(run: KnownRun) -> tuple[str, ...]:
    try:
        return tuple(one.name for one in planfile.read(run.plan, run.about.id).networks)
    except PlanFileError:  # written by a newer program; the run can be seen all the same
        return (run.about.id,)


def _draft(draft: Draft, now: datetime) -> Entry:
    view = look(draft.answers)
    names = tuple(one.name for one in view.subject.networks if one.name) or (say(mark("no names yet")),)
    values = {
        "page": say(view.current.page.title),
        "at": pages.ORDER[view.current.id] + 1,
        "ago": ago(now - draft.saved_at),
    }
    told = mark("left on page {at}, {page}, {ago}")
    if draft.target.practice:
        told = mark("practice, left on page {at}, {page}, {ago}")
    return Entry(Way.DRAFT, names, say(told, values), "", draft.id)


def ago(time: timedelta) -> str:
    """Return how long ago something was, as roughly as one would say it."""
    seconds = time.total_seconds()
    if seconds < 60:  # noqa: PLR2004 - a minute
        return say(mark("just now"))
    if seconds < 60 * 60:
        return say(mark("{time} ago"), {"time": about(seconds)})
    if seconds < _DAY:
        return say(mark("{count} h ago"), {"count": int(seconds) // 3600})
    return (
        say(mark("{count} days ago"), {"count": int(seconds) // _DAY})
        if seconds >= 2 * _DAY
        else say(mark("yesterday"))
    )
