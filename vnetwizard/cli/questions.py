"""Questions: to Azure, by a reader process of their own; to the state folder, which run is meant."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from vnetwizard import processes
from vnetwizard.cli.exits import Quit
from vnetwizard.plan.cloud import SubscriptionUnclear
from vnetwizard.run import reading, runs
from vnetwizard.run.codes import FAILED, USAGE
from vnetwizard.words import mark

if TYPE_CHECKING:
    from vnetwizard.cli.console import Console
    from vnetwizard.run.runs import KnownRun
    from vnetwizard.target import Target


def ask(console: Console, target: Target, question: reading.Question, speed: float | None) -> reading.Answer:
    """Ask Azure something by a reader process of its own. Raises Quit where there is no answer."""

    def show(url: str, code: str) -> None:
        console.warn(mark("To sign in, open {url} and enter the code {code}."), url=url, code=code)

    try:
        with processes.Reader(target, speed=speed, on_sign_in=show if sys.stderr.isatty() else None) as reader:
            answer = reader.ask(question)
    except processes.ReaderDiedError as error:
        said = mark("{reason}") if error.sentence else mark("Azure could not be read: {reason}")
        raise Quit(FAILED, said, reason=error) from None
    if not isinstance(answer, reading.ProblemAnswer):
        return answer
    console.problem(answer.problem)
    for subscription, name in answer.subscriptions:
        console.emit({"event": "subscription", "id": subscription, "name": name})
        console.warn("  {id}  {name}", id=subscription, name=name)
    # nothing was begun, so there is nothing to resume
    raise Quit(USAGE if answer.problem.code == SubscriptionUnclear.code else FAILED)


def all_runs(console: Console) -> tuple[KnownRun, ...]:
    """Read all runs, the newest first; say of each that cannot be read why."""
    return runs.all_known(lambda error: console.warn("{reason}", reason=error))


def only_one(console: Console, *, unfinished: bool) -> str:
    """Return the run that is meant where none was named. Raises Quit where none fits, or several do."""
    fitting = runs.fitting(all_runs(console), unfinished=unfinished)
    if len(fitting) == 1:
        return fitting[0].about.id
    if fitting:
        names = ", ".join(one.about.id for one in fitting)
        raise Quit(USAGE, mark("Several runs fit: {names}. Say which one; `vnetwizard runs` tells more."), names=names)
    raise Quit(USAGE, mark("No run fits. `vnetwizard runs` lists them; `vnetwizard apply PLAN` begins one."))
