"""What it costs to write an event down, beside a bare write and fsync of as many bytes in the same folder.

Medians: a disk now and then takes long for everybody.
"""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from statistics import median
from typing import TYPE_CHECKING

import msgspec

from benchmarks.measure import MILLISECONDS, in_turns
from benchmarks.runs import begin_sample, sample_plan, state_folder
from benchmarks.table import Figure
from vnetwizard import state
from vnetwizard.plan.steps import Action
from vnetwizard.run.events import Answered, Looked, Request, StepChanged, StepState
from vnetwizard.run.journal import Journal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from vnetwizard.run.events import Event

RATIO = 8
"""Ours: 5.5 was measured. SQLite (DELETE, FULL) syncs four times for each: its journal twice, the folder, the file."""
_A_DISK_MILLISECONDS = 0.02
"""A file system that syncs in less keeps nothing: it is memory, and the ratio says nothing there."""
_URL_CHARACTERS = 3200  # of an operation's URL (azure-wire §8)


def journal(*, quick: bool) -> list[Figure]:
    """Measure one event, and all events of one gateway's step."""
    rounds = 30 if quick else 200
    look = Looked(step="gateway/TestVNet1GW", next_seconds=100.0)
    with state_folder():
        folder = begin_sample()
        book = Journal(folder / state.JOURNAL)
        bare = os.open(folder / "bare", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            event, fsync, step, fsyncs = map(
                median,
                in_turns(rounds, *_both(book, bare, (look,)), *_both(book, bare, _step())),
            )
        finally:
            os.close(bare)
            book.close()
    limit = RATIO if fsync > _A_DISK_MILLISECONDS else None
    return [
        Figure(
            what="journal, one event",
            measured=event,
            unit="ms",
            against="bare write + fsync",
            beside=fsync,
            limit=limit,
            limit_on="ratio",
        ),
        Figure(
            what=f"journal, a step of {len(_step())} events",
            measured=step,
            unit="ms",
            against="as many of them",
            beside=fsyncs,
            limit=limit,
            limit_on="ratio",
        ),
    ]


def _both(book: Journal, bare: int, events: Sequence[Event]) -> tuple[Callable[[], float], Callable[[], float]]:
    now = datetime.now(UTC)
    stamps = 2 * now.isoformat().encode()
    rows = [stamps + msgspec.json.encode(event) for event in events]

    def record() -> float:
        start = time.perf_counter()
        for event in events:
            book.record(event, now)
        return (time.perf_counter() - start) * MILLISECONDS

    def write() -> float:
        start = time.perf_counter()
        for row in rows:
            os.write(bare, row)
            os.fsync(bare)
        return (time.perf_counter() - start) * MILLISECONDS

    return record, write


def _step() -> tuple[Event, ...]:
    """Return what a gateway's step writes when one look is enough."""
    plan = sample_plan()
    step = next(one for one in plan.steps if one.kind == "gateway")

    def changed(new: StepState) -> StepChanged:
        return StepChanged(step=step.id, action=Action.CREATE, state=new)

    return (
        changed(StepState.STARTED),
        Request(step=step.id, method="PUT", resource_id=step.resource_id, body=step.body),
        Answered(step=step.id, status=201, request_id="0" * 36, operation_url="x" * _URL_CHARACTERS, retry_after=10.0),
        changed(StepState.UPDATING),
        Looked(step=step.id, next_seconds=10.0),
        changed(StepState.DONE),
    )
