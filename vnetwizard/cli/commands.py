"""The commands that speak to Azure or to runs."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from msgspec import Struct

from vnetwizard import attempts, processes, state
from vnetwizard.cli import inputs, questions
from vnetwizard.cli.attempt import Attempt
from vnetwizard.cli.exits import Quit
from vnetwizard.cli.signals import Signals
from vnetwizard.plan import ids
from vnetwizard.plan.estimate import estimate
from vnetwizard.plan.steps import GATEWAY, Action
from vnetwizard.run import aftermath, lock, reading, runs, telling
from vnetwizard.run.codes import DONE, FAILED, UNFINISHED, USAGE
from vnetwizard.run.events import Abandoned, PlanChanged
from vnetwizard.run.journal import Journal
from vnetwizard.run.wording import between
from vnetwizard.topology import planfile
from vnetwizard.words import mark, say

if TYPE_CHECKING:
    from pathlib import Path

    from vnetwizard.cli.console import Console
    from vnetwizard.plan.planner import Plan
    from vnetwizard.run.events import Event
    from vnetwizard.target import Target
    from vnetwizard.topology.model import Topology

_CONFIRMATION = "create"
_STANDS = {
    "connected": mark("connected"),
    "failed": mark("failed"),
    "stopped": mark("stopped"),
    "paused": mark("paused"),
    "running": mark("running"),
    "abandoned": mark("abandoned"),
    "interrupted": mark("interrupted"),
    "practice": mark("practice"),
    "public": mark("public"),
}


class ApplyOptions(Struct, frozen=True, kw_only=True):
    """How to make a plan happen. `plan` is the path of another plan file for a run that has one already."""

    yes: bool = False
    detach: bool = False
    shared_key_file: str | None = None
    plan: str | None = None


def show_plan(console: Console, path: str, target: Target, speed: float | None) -> None:
    """Show what would be made, changed and kept. Raises Quit(1) where something is in the way."""
    topology = inputs.load(console, path)
    inputs.judge(console, topology, path)
    _review(console, topology, target, speed, show=True)


def _review(
    console: Console, topology: Topology, target: Target, speed: float | None, *, show: bool
) -> reading.PlanAnswer:
    """Ask for the plan and show all that one needs to know before it begins. Raises Quit(1) on conflicts."""
    answer = questions.ask(console, target, reading.PlanQuestion(planfile.write(topology)), speed)
    if not isinstance(answer, reading.PlanAnswer):
        raise TypeError(answer)
    if show:
        console.plan(answer.plan)
    for finding in answer.plan.conflicts:
        console.finding(finding)
    if answer.plan.conflicts:
        raise Quit(FAILED, mark("Azure has something that is in the way. Nothing was sent."))
    found = estimate(answer.plan)
    who = answer.identity
    subscriptions = sorted({one.resource_id.split("/")[2] for one in answer.plan.steps})
    console.tell(mark("Subscription: {names}"), names=", ".join(subscriptions))
    if not target.practice:
        console.tell(
            mark("Signed in as {name}, tenant {tenant} ({method})."),
            name=who.name or who.object_id,
            tenant=who.tenant,
            method=who.method,
        )
    console.tell(
        mark("To make: {create}, to keep: {keep}. Time: {time}, as recorded; a gateway takes up to 55 at worst.")
        if any(step.kind == GATEWAY.name and step.action is Action.CREATE for step in answer.plan.steps)
        else mark("To make: {create}, to keep: {keep}. Time: {time}, as recorded."),
        create=answer.plan.count(Action.CREATE),
        keep=answer.plan.count(Action.KEEP),
        time=between(found.shortest, found.longest),
    )
    billed = [answer.plan.step(one).name for one in found.billed if answer.plan.step(one).action is Action.CREATE]
    if target.practice:
        console.tell(mark("Money: practice Azure, nothing."))
    elif billed:
        console.tell(
            mark("Money: billed by the hour from creation, also when unused, at a price not known here: {names}."),
            names=", ".join(billed),
        )
    return answer


def apply(console: Console, path: str, target: Target, speed: float | None, options: ApplyOptions) -> int:
    """Make what a plan file asks for. Returns the exit code."""
    topology = inputs.load(console, path)
    inputs.judge(console, topology, path)
    return _apply(console, topology, target, speed, options)


def _apply(console: Console, topology: Topology, target: Target, speed: float | None, options: ApplyOptions) -> int:
    key = inputs.read_key(console, options.shared_key_file)
    if key is not None and target.practice:
        console.warn(
            mark("Practice Azure is a file: it keeps the key that it is given. Do not practise with a real one.")
        )
    # a run's own events begin with run-started, and tell the plan again
    answer = _review(console, topology, target, speed, show=not console.as_json)
    attempts.refuse_what_is_going_on(target, answer.plan)
    if not options.yes:
        _confirm(_CONFIRMATION)
    with Signals() as signals:
        run, folder = attempts.prepare(target, answer.text, answer.plan, typed_key=key is not None)
        return Attempt(console, run, folder, signals).work(key, speed, detach=options.detach)


def _confirm(word: str) -> None:
    """Ask for the word that starts it. Raises Quit where nobody is there, or says something else twice."""
    if not sys.stdin.isatty():
        raise Quit(USAGE, mark("Nobody is there to ask. Look at the plan above, then add --yes."))
    try:
        for _ in range(2):
            sys.stderr.write(say(mark("To go on, type the word {word}: "), {"word": word}))
            sys.stderr.flush()
            if sys.stdin.readline().strip().strip("'\"") == word:
                return
    except KeyboardInterrupt:
        sys.stderr.write("\n")
    raise Quit(FAILED, mark("Not started; nothing was sent to Azure."))


def attach(console: Console, run: str | None, *, pages: bool = False) -> int:
    """Watch a run from its first event on: on `pages` where they can be shown, else by lines. Returns the exit code."""
    run = run or questions.only_one(console, unfinished=False)
    if pages and sys.stdout.isatty():
        from vnetwizard import tui  # noqa: PLC0415 - only who sees pages pays for them

        if tui.usable():
            return tui.attach(run)
    with Signals() as signals:
        return Attempt(console, run, state.run_folder(run), signals).watch()


def resume(console: Console, run: str | None, speed: float | None, options: ApplyOptions) -> int:
    """Go on with a run; attach where a worker is on it already. Returns the exit code."""
    run = run or questions.only_one(console, unfinished=True)
    known = runs.known(run)
    if known.pid is not None:
        if options.plan or options.shared_key_file:
            raise Quit(UNFINISHED, mark("A worker is on run {run} already: stop it first, then resume so."), run=run)
        console.tell(mark("A worker is on run {run} already; this shows what it does."), run=run)
        return DONE if options.detach else attach(console, run)
    attempts.refuse_what_is_connected(known)
    if speed is not None and not known.about.target.practice:
        raise Quit(USAGE, mark("--speed is for practice runs; run {run} is on the real Azure."), run=run)
    key = inputs.read_key(console, options.shared_key_file)
    folder = state.run_folder(run)
    with attempts.held(run):
        if options.plan is not None:
            _change_plan(console, known, folder, options)
        else:
            attempts.refuse_to_resume(known)
    with Signals() as signals:
        return Attempt(console, run, folder, signals).work(key, speed, detach=options.detach)


def _change_plan(console: Console, known: runs.KnownRun, folder: Path, options: ApplyOptions) -> None:
    """Give a run another plan file. Raises Quit where that has errors, something is in its way, or nobody says yes."""
    topology = inputs.load(console, options.plan or "")
    inputs.judge(console, topology, options.plan or "")
    answer = _review(console, topology, known.about.target, None, show=not console.as_json)
    attempts.refuse_what_is_going_on(known.about.target, answer.plan, but=known.about.id)
    _tell_what_is_dropped(console, known, answer.plan)
    if not options.yes:
        _confirm(_CONFIRMATION)
    _record(folder, known, PlanChanged(plan=answer.text))


def _tell_what_is_dropped(console: Console, known: runs.KnownRun, plan: Plan) -> None:
    """Say what the run made that another plan file does not ask for. Raises Quit where they have nothing in common."""
    wanted = {ids.key(step.resource_id) for step in plan.steps}
    made = aftermath.made(known.view)
    dropped = [step.name for step in made if ids.key(step.resource_id) not in wanted]
    if made and len(dropped) == len(made):
        raise Quit(FAILED, mark("That plan file is about other resources. Begin a run of its own:  vnetwizard apply"))
    if dropped:
        names = ", ".join(dropped)
        console.warn(mark("Not in that plan file, made by this run, and staying in Azure: {names}"), names=names)


def forget(console: Console, run: str, *, yes: bool) -> int:
    """Give a run up, so that others may be about its resources; say first what of it stays in Azure."""
    known = runs.known(run)
    if not known.unfinished:
        raise Quit(DONE, mark("Run {run} is over already; nothing waits for it."), run=run)
    made = [step.name for step in aftermath.made(known.view)]
    if made:
        console.tell(mark("What this run made stays in Azure: {names}. To delete it:"), names=", ".join(made))
    for line in aftermath.deletion_lines(known.view):
        console.line(f"  {line}")
    if not yes:
        _confirm("forget")
    folder = state.run_folder(run)
    try:
        with lock.hold(folder):
            _record(folder, known, Abandoned())
    except lock.AlreadyHeldError as error:
        raise Quit(
            UNFINISHED, mark("A worker is on run {run}: stop it first (kill {pid})."), run=run, pid=error.pid
        ) from None
    console.emit({"event": "abandoned", "run": run})
    console.tell(mark("Run {run} is given up."), run=run)
    return DONE


def _record(folder: Path, known: runs.KnownRun, event: Event) -> None:
    """Write an event into a journal whose lock is held, at the Azure time of its last one."""
    journal = Journal(folder / state.JOURNAL)
    try:
        entries = journal.entries()
        journal.record(event, entries[-1].azure_at if entries else known.about.created_at)
    finally:
        journal.close()


def verify(console: Console, run: str | None) -> int:
    """Read the pairs of a run again. Returns the exit code: 0 where all of them stand."""
    run = run or questions.only_one(console, unfinished=False)
    known = runs.known(run)
    answer = questions.ask(console, known.about.target, reading.PairsQuestion(known.plan), None)
    if not isinstance(answer, reading.PairsAnswer):
        raise TypeError(answer)
    keys = {
        True: mark("one key at both ends"),
        False: mark("the keys differ"),
        None: mark("the keys were not compared"),
    }
    for pair in answer.pairs:
        console.emit({"event": "verified", "pair": pair.pair, "one_key": pair.one_key, "connections": pair.connections})
        if not console.as_json:
            verdict = mark("{pair}: proven; {keys}") if pair.proven else mark("{pair}: not proven; {keys}")
            console.tell(verdict, pair=pair.pair, keys=say(keys[pair.one_key]))
            for name in pair.missing:
                console.tell(mark("  {name}: not there"), name=name)
            for one in pair.connections:
                console.tell("  {connection}", connection=telling.connection(one, exact=True))
    return DONE if answer.pairs and all(pair.proven for pair in answer.pairs) else FAILED


def list_runs(console: Console) -> None:
    """List all runs and where they stand."""
    found = questions.all_runs(console)
    if not found:
        console.tell(mark("No runs yet. `vnetwizard apply PLAN` begins one; `vnetwizard --practice` is free."))
    for run in found:
        stands = "abandoned" if run.view.abandoned else run.view.outcome or ("running" if run.pid else "interrupted")
        topology = planfile.read(run.plan, run.about.id)
        networks = ", ".join(one.label for one in topology.networks)
        where = "practice" if run.about.target.practice else run.about.target.arm_endpoint or run.about.target.cloud
        console.emit(
            {
                "event": "run",
                "at": run.about.created_at.isoformat().replace("+00:00", "Z"),
                "run": run.about.id,
                "state": stands,
                "azure": where,
                "networks": [one.label for one in topology.networks],
            }
        )
        if not console.as_json:
            began = run.about.created_at.astimezone().strftime("%Y-%m-%d %H:%M")
            azure = say(_STANDS.get(where, where))
            console.line(f"{run.about.id}  {began}  {azure:<9} {say(_STANDS[stands]):<12} {networks}")
            if run.unfinished:
                console.line(f"      vnetwizard {'attach' if run.pid else 'resume'} {run.about.id}")


def reset_practice(console: Console) -> None:
    """Empty practice Azure. Raises Quit where a worker is on it."""
    busy = [one.about.id for one in questions.all_runs(console) if one.about.target.practice and one.pid]
    if busy:
        raise Quit(UNFINISHED, mark("Run {run} is working on practice Azure; stop it first."), run=busy[0])
    try:
        processes.reset_practice()
    except processes.ReaderDiedError as error:
        raise Quit(FAILED, mark("Practice Azure could not be emptied: {reason}"), reason=error) from None
    console.emit({"event": "practice-reset"})
    console.tell(mark("Practice Azure is empty."))
