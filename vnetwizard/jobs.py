"""What the commands do, without the command line: load and judge a plan file, begin and find runs, ask Azure."""

from __future__ import annotations

import secrets
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from vnetwizard import processes, state
from vnetwizard.plan import ids, planner
from vnetwizard.plan.cloud import Inventory
from vnetwizard.run import lock, reading
from vnetwizard.run.events import Outcome
from vnetwizard.run.facts import View, view
from vnetwizard.run.journal import About, Journal, JournalError, create
from vnetwizard.topology import planfile, rules
from vnetwizard.topology.findings import errors
from vnetwizard.topology.keys import SharedKey, check_key
from vnetwizard.words import mark, say

if TYPE_CHECKING:
    from vnetwizard.console import Console
    from vnetwizard.plan.planner import Plan
    from vnetwizard.plan.steps import Step
    from vnetwizard.target import Target
    from vnetwizard.topology.model import Topology

DONE, FAILED, USAGE, UNFINISHED = 0, 1, 2, 3
"""Exit codes (design §5)."""

EXITS = {Outcome.CONNECTED: DONE, Outcome.FAILED: FAILED, Outcome.STOPPED: UNFINISHED, Outcome.PAUSED: UNFINISHED}
_UNFINISHED = frozenset({None, Outcome.STOPPED, Outcome.PAUSED})


class Quit(Exception):
    """A command is over with this exit code; the text, if any, is for stderr."""

    def __init__(self, code: int, template: str = "", **values: object) -> None:
        super().__init__(say(template, values) if template else "")
        self.code = code


class KnownRun(NamedTuple):
    """One run of the state folder; `pid` is that of the process that works on it."""

    about: About
    view: View
    pid: int | None

    @property
    def unfinished(self) -> bool:
        """Whether it can be gone on with."""
        return self.view.outcome in _UNFINISHED


def load(console: Console, path: str) -> Topology:
    """Read a plan file, `-` for standard input. Raises Quit(2) with every problem shown."""
    try:
        text = sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise Quit(
            USAGE,
            mark("{file} is not UTF-8 text (byte {position}). A plan file is TOML: `vnetwizard sample` prints one."),
            file=path,
            position=error.start,
        ) from None
    except OSError as error:
        raise Quit(
            USAGE,
            mark("{file} cannot be read: {reason}. `vnetwizard sample > plan.toml` makes one to begin with."),
            file=path,
            reason=error.strerror,
        ) from None
    try:
        return planfile.read(text, path)
    except planfile.PlanFileError as error:
        for finding in error.findings:
            console.finding(finding)
        raise Quit(USAGE) from None


def judge(console: Console, topology: Topology) -> None:
    """Check a topology and show all findings. Raises Quit(1) where one of them is an error."""
    findings = rules.check(topology)
    for finding in findings:
        console.finding(finding)
    found = len(errors(findings))
    if found:
        raise Quit(FAILED, mark("Errors: {count}. Nothing was sent to Azure."), count=found)


def read_key(console: Console, path: str | None) -> SharedKey | None:
    """Read a shared key from a file, `-` for standard input. Raises Quit."""
    if path is None:
        return None
    try:
        text = sys.stdin.readline() if path == "-" else Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Quit(
            USAGE,
            mark("The shared key's file {file} cannot be read: {reason}. Give one with the key on its first line."),
            file=path,
            reason=getattr(error, "strerror", None) or "not UTF-8",
        ) from None
    line = text.splitlines()[0] if text else ""
    findings = check_key(line)
    for finding in findings:
        console.finding(finding)
    if errors(findings):
        raise Quit(FAILED)
    return SharedKey(line)


def ask(console: Console, target: Target, question: reading.Question, speed: float | None) -> reading.Answer:
    """Ask Azure something by a reader process of its own. Raises Quit where there is no answer."""

    def show(url: str, code: str) -> None:
        console.warn(mark("To sign in, open {url} and enter the code {code}."), url=url, code=code)

    try:
        with processes.Reader(target, speed=speed, on_sign_in=show if sys.stderr.isatty() else None) as reader:
            answer = reader.ask(question)
    except processes.ReaderDiedError as error:
        raise Quit(FAILED, mark("Azure could not be read: {reason}"), reason=error) from None
    if not isinstance(answer, reading.ProblemAnswer):
        return answer
    if answer.problem.code == "SubscriptionUnclear":
        raise Quit(USAGE, *_which_subscription(answer))
    console.problem(answer.problem)
    raise Quit(EXITS[answer.outcome])


def _which_subscription(answer: reading.ProblemAnswer) -> tuple[str]:
    if not answer.subscriptions:
        return (say(mark("This sign-in sees no subscription. Sign in as somebody who does (az login, --tenant)."), {}),)
    listed = "\n".join(f"  {subscription}  {name}" for subscription, name in answer.subscriptions)
    text = say(
        mark(
            'Several subscriptions can be seen. Write subscription = "…" in each network, or set AZURE_SUBSCRIPTION_ID:'
        ),
        {},
    )
    return (f"{text}\n{listed}".replace("{", "{{").replace("}", "}}"),)


def known(run: str) -> KnownRun:
    """Read one run. Raises StateError or JournalError."""
    folder = state.run_folder(run)
    journal = Journal(folder / state.JOURNAL)
    try:
        return KnownRun(journal.about(), view(journal.entries()), lock.holder(folder))
    finally:
        journal.close()


def all_known(console: Console) -> tuple[KnownRun, ...]:
    """Read all runs, the newest first; one that cannot be read is told and passed over."""
    found = []
    for run in state.run_ids():
        try:
            found.append(known(run))
        except JournalError as error:
            console.warn(mark("{reason}"), reason=error)
    return tuple(sorted(found, key=lambda one: one.about.created_at, reverse=True))


def only_one(console: Console, *, unfinished: bool) -> str:
    """Return the run that is meant where none was named: the only unfinished one, else the only one.

    Raises:
        Quit: none fits, or several do; then they are listed.

    """
    runs = all_known(console)
    for fitting in ([one for one in runs if one.unfinished], [] if unfinished else list(runs)):
        if len(fitting) == 1:
            return fitting[0].about.id
        if fitting:
            names = ", ".join(one.about.id for one in fitting)
            raise Quit(
                USAGE, mark("Several runs fit: {names}. Say which one; `vnetwizard runs` tells more."), names=names
            )
    raise Quit(USAGE, mark("No run fits. `vnetwizard runs` lists them; `vnetwizard apply PLAN` begins one."))


def in_the_way(console: Console, target: Target, plan: Plan) -> KnownRun | None:
    """Return an unfinished run in the same Azure that is about one of the plan's resources."""
    wanted = {ids.key(step.resource_id) for step in plan.steps}
    for run in all_known(console):
        if run.unfinished and run.about.target == target:
            theirs = {ids.key(one.resource_id) for one in _wanted_by(run)}
            if theirs & wanted:
                return run
    return None


def _wanted_by(run: KnownRun) -> tuple[Step, ...]:
    return planner.make(planfile.read(run.about.plan, run.about.id), Inventory()).steps


def begin(target: Target, text: str, *, typed_key: bool) -> tuple[str, Path]:
    """Make the folder and the journal of a new run. Returns its id and folder. Raises StateError or JournalError."""
    runs = state.runs_folder()
    while True:
        run = secrets.token_hex(2)
        folder = runs / run
        try:
            folder.mkdir(mode=0o700)
        except FileExistsError:
            continue
        except OSError as error:
            raise state.StateError(
                mark("The folder {path} cannot be made: {reason}. Free space or set VNETWIZARD_HOME."),
                {"path": folder, "reason": error.strerror},
            ) from None
        about = About(id=run, created_at=datetime.now(UTC), target=target, plan=text, typed_key=typed_key)
        create(folder, about).close()
        return run, folder
