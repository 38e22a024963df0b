"""The start page: runs that are not over, then what can be begun, then drafts; and which Azure that is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vnetwizard.run.events import Outcome, StepState
from vnetwizard.run.wording import about
from vnetwizard.topology import planfile
from vnetwizard.topology.planfile import PlanFileError
from vnetwizard.tui.model.azure import azure_name
from vnetwizard.tui.model.entries import Entry, Start, Way, azure_line, ways
from vnetwizard.tui.model.seen import CHECKS
from vnetwizard.wizard import pages
from vnetwizard.wizard.view import look
from vnetwizard.words import mark, say, say_many

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from vnetwizard.drafts import Draft
    from vnetwizard.run.reading import AccountAnswer
    from vnetwizard.run.runs import KnownRun
    from vnetwizard.target import Target

_MOST_DRAFTS = 5
_MINUTE, _HOUR = 60, 60 * 60
_HALF_DAY = 12 * _HOUR


def start(
    known: Sequence[KnownRun],
    drafts: Sequence[Draft],
    target: Target,
    now: datetime,
    troubles: tuple[str, ...] = (),
    *,
    account: AccountAnswer | None = None,
) -> Start:
    """Return what the page shows of these runs and drafts, newest first, for whoever would begin something on `target`.

    `account` is whom that Azure takes us for, once it was asked. On practice Azure, drafts about the real one are left
    out: nothing that begins there may end at something real.
    """
    unfinished = [_unfinished(run, now) for run in known if run.unfinished]
    connected = [run for run in known if run.view.outcome is Outcome.CONNECTED and not run.view.abandoned]
    runs = (*unfinished, *(_finished(run, now) for run in connected[:1]))
    kept = [draft for draft in drafts if draft.target.practice or not target.practice][:_MOST_DRAFTS]
    todo = ways(target)
    return Start(
        runs=runs,
        todo=todo,
        drafts=tuple(_draft(draft, target, now) for draft in kept),
        first=0 if unfinished else len(runs) + (len(todo) if kept else 0),
        azure=azure_line(target, account),
        troubles=troubles,
    )


def _unfinished(run: KnownRun, now: datetime) -> Entry:
    working = run.pid is not None
    all_ = len(run.view.steps) + len(CHECKS) * len(run.view.pairs)
    values = {"standing": _standing(run), "done": run.view.count(StepState.DONE)}
    far = say_many("{standing}, {done} of {count} step", "{standing}, {done} of {count} steps", all_, values)
    paused = run.view.problems if run.view.outcome is Outcome.PAUSED and not working else ()
    return Entry(
        Way.RUN,
        _names(run),
        far if all_ else say(mark("{standing}, nothing made yet"), values),
        enter=say(mark("Enter to watch") if working else mark("Enter to go on")),
        below=_since(run, now),
        trouble=next((say(problem.message, problem.values) for problem in paused), ""),
        id=run.about.id,
    )


def _standing(run: KnownRun) -> str:
    if run.pid is not None:
        return say(mark("running"))
    if run.view.outcome is Outcome.PAUSED:
        return say(mark("paused"))
    if run.view.outcome is Outcome.STOPPED:
        return say(mark("stopped"))
    return say(mark("interrupted: nobody works on it"))


def _finished(run: KnownRun, now: datetime) -> Entry:
    return Entry(
        Way.RUN,
        _names(run),
        say(mark("connected, both ways")),
        enter=say(mark("Enter to see it again")),
        below=_since(run, now),
        id=run.about.id,
    )


def _since(run: KnownRun, now: datetime) -> str:
    values = {"azure": azure_name(run.about.target), "ago": ago(run.about.created_at, now)}
    return say(mark("{azure}, begun {ago}"), values)


def _names(run: KnownRun) -> tuple[str, ...]:
    try:
        return tuple(one.name for one in planfile.read(run.plan, run.about.id).networks)
    except PlanFileError:  # written by a newer program; the run can be seen all the same
        return (run.about.id,)


def _draft(draft: Draft, target: Target, now: datetime) -> Entry:
    view = look(draft.answers)
    names = tuple(one.name for one in view.subject.networks if one.name) or (say(mark("no names yet")),)
    values = {
        "page": say(view.current.page.title),
        "at": pages.ORDER[view.current.id] + 1,
        "ago": ago(draft.saved_at, now),
        "azure": say(mark("practice")) if draft.target.practice else azure_name(draft.target),
    }
    told = mark("left on page {at}, {page}, {ago}")
    if not draft.target.same_azure(target):
        told = mark("{azure}, page {at}, {page}, {ago}")
    return Entry(Way.DRAFT, names, say(told, values), id=draft.id)


def ago(then: datetime, now: datetime) -> str:
    """Return how long ago something was, as roughly as one would say it, by the days of this machine's zone."""
    seconds = (now - then).total_seconds()
    if seconds < _MINUTE:
        return say(mark("just now"))
    if seconds < _HOUR:
        return say(mark("{time} ago"), {"time": about(seconds)})
    days = (now.astimezone().date() - then.astimezone().date()).days
    if not days or seconds < _HALF_DAY:
        return say(mark("{count} h ago"), {"count": int(seconds) // _HOUR})
    if days == 1:
        return say(mark("yesterday"))
    return say(mark("{count} days ago"), {"count": days})
