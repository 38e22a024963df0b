"""The sample as a run in a state folder of its own, and a worker on it."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from vnetwizard import processes, state
from vnetwizard.plan import planner
from vnetwizard.plan.cloud import Inventory
from vnetwizard.practice.call import SUBSCRIPTION_ID
from vnetwizard.run import runs
from vnetwizard.run.events import Outcome
from vnetwizard.run.facts import view
from vnetwizard.run.journal import Entry, Journal
from vnetwizard.target import Target
from vnetwizard.topology import planfile
from vnetwizard.topology.samples import sample

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator

    from vnetwizard.plan.planner import Plan

_HOME, _CA_BUNDLE = "VNETWIZARD_HOME", "REQUESTS_CA_BUNDLE"


@contextmanager
def state_folder(*, ca_bundle: str | None = None) -> Iterator[Path]:
    """Give this process and its children an empty state folder; `TMPDIR` says on which disk.

    `ca_bundle` is what REQUESTS_CA_BUNDLE says meanwhile; None: it is not set, whatever it was.
    """
    before = {name: os.environ.pop(name, None) for name in (_HOME, _CA_BUNDLE)}
    with tempfile.TemporaryDirectory(prefix="vnw") as folder:
        try:
            os.environ[_HOME] = folder
            if ca_bundle is not None:
                os.environ[_CA_BUNDLE] = ca_bundle
            yield Path(folder)
        finally:
            for name, value in before.items():
                os.environ.pop(name, None)
                if value is not None:
                    os.environ[name] = value


def sample_plan() -> Plan:
    """Return the plan of the sample against an empty practice Azure."""
    return planner.make(planner.resolved(sample(), SUBSCRIPTION_ID), Inventory())


def begin_sample() -> Path:
    """Begin a run of the sample on practice Azure, and return its folder."""
    text = planfile.write(planner.resolved(sample(), SUBSCRIPTION_ID))
    return runs.begin(Target(practice=True), text, typed_key=False)[1]


@contextmanager
def worker(folder: Path, speed: float) -> Iterator[subprocess.Popen[bytes]]:
    """Start a worker on a run; it ends with the block."""
    process = processes.start_worker(folder, speed=speed)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()


def connected(folder: Path) -> tuple[Entry, ...]:
    """Return the events of a run that has ended as connected."""
    journal = Journal(folder / state.JOURNAL)
    try:
        entries = journal.entries()
    finally:
        journal.close()
    if view(entries).outcome is not Outcome.CONNECTED:
        log = (folder / processes.WORKER_LOG).read_text(encoding="utf-8", errors="replace")
        raise RuntimeError(f"the sample did not end as connected: {log or entries[-1].event}")
    return entries
