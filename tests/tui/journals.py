"""Runs made of events, minute by minute, so that every page can be looked at without an Azure."""

from __future__ import annotations

import fcntl
import os
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from msgspec.structs import replace

from vnetwizard.plan import planner
from vnetwizard.plan.cloud import Inventory
from vnetwizard.plan.steps import Action
from vnetwizard.run import events, journal, worker
from vnetwizard.run.events import Check, KeyOrigin, Outcome, StepState
from vnetwizard.run.watch import Watch
from vnetwizard.target import Target
from vnetwizard.topology import planfile
from vnetwizard.topology.samples import sample
from vnetwizard.tui.watched import Watched

if TYPE_CHECKING:
    from pathlib import Path

RUN = "7f3a"
BEGAN = datetime(2026, 11, 24, 13, 48, 21, tzinfo=UTC)
SUBSCRIPTION = "11111111-2222-4333-8444-555555555555"
PAIR = "TestVNet1-TestVNet4"
GATEWAYS = ("gateway/TestVNet1GW", "gateway/TestVNet4GW")
CONNECTIONS = ("connection/TestVNet1toTestVNet4", "connection/TestVNet4toTestVNet1")
SMALL = (
    "resource-group/TestRG1",
    "network/TestVNet1",
    "public-ip/TestVNet1GWIP",
    "resource-group/TestRG4",
    "network/TestVNet4",
    "public-ip/TestVNet4GWIP",
)


def _found(step: str) -> Action:
    return Action.CREATE if step in CONNECTIONS else Action.KEEP


class MadeRun:
    """A run whose events a test writes. Azure's time is `speed` times the wall's; `after` is in Azure's seconds."""

    def __init__(self, home: Path, *, practice: bool = True, speed: float = 1.0, began: datetime = BEGAN) -> None:
        self.folder = home / "runs" / RUN
        self.folder.mkdir(parents=True, mode=0o700)
        home.chmod(0o700)
        self.topology = planner.resolved(sample(), SUBSCRIPTION)
        self.plan = planner.make(self.topology, Inventory())
        self.speed = speed
        self.began = began
        self.seconds = 0.0
        about = journal.About(
            id=RUN,
            created_at=BEGAN,
            target=Target(practice=practice),
            plan=planfile.write(self.topology),
            typed_key=False,
        )
        self.journal = journal.create(self.folder, about)
        self.journal._database.execute("PRAGMA synchronous = OFF")  # no power fails in a test
        self._lock = -1

    def record(self, event: events.Event, after: float = 0.0) -> None:
        self.seconds += after
        self.journal.record(event, self.azure)
        self.journal._database.execute(
            "UPDATE event SET at = ? WHERE seq = (SELECT max(seq) FROM event)", (str(self.wall),)
        )

    @property
    def azure(self) -> datetime:
        return self.began + timedelta(seconds=self.seconds)

    @property
    def wall(self) -> datetime:
        return self.began + timedelta(seconds=self.seconds / self.speed)

    def step(self, step: str, state: StepState, after: float = 0.0) -> None:
        self.record(events.StepChanged(step=step, action=self.plan.step(step).action, state=state), after)

    def begin(self, attempt: int = 1) -> None:
        self.record(events.RunStarted(run=RUN, attempt=attempt, pid=os.getpid()))
        self.record(worker.planned(self.plan), 2)
        self.record(events.KeyChosen(pair=PAIR, origin=KeyOrigin.GENERATED))

    def begin_again(self) -> None:
        """A second attempt, which finds the gateways of the first still being made."""
        plan = replace(self.plan, steps=tuple(replace(one, action=_found(one.id)) for one in self.plan.steps))
        self.record(events.RunStarted(run=RUN, attempt=2, pid=os.getpid()))
        self.record(worker.planned(plan))
        for step in SMALL:
            self.keep(step, StepState.DONE)
        for step in GATEWAYS:
            self.keep(step, StepState.UPDATING)

    def keep(self, step: str, state: StepState) -> None:
        self.record(events.StepChanged(step=step, action=Action.KEEP, state=state))

    def request(self, step: str, after: float = 0.0) -> None:
        self.step(step, StepState.STARTED, after)
        resource = self.plan.step(step).resource_id
        self.record(events.Request(step=step, method="PUT", resource_id=resource, body={}))

    def make(self, *steps: str, seconds: float) -> None:
        for step in steps:
            self.request(step)
        for step in steps:
            self.step(step, StepState.UPDATING)
        self.seconds += seconds
        for step in steps:
            self.step(step, StepState.DONE)

    def gateways_begun(self, seconds: float = 820) -> None:
        """Everything before the gateways is made, and they have been worked on for so long."""
        self.begin()
        self.make(*SMALL, seconds=9)
        for step in GATEWAYS:
            self.request(step)
            self.step(step, StepState.UPDATING)
        self.seconds += seconds
        for step in GATEWAYS:
            self.record(events.Looked(step=step, next_seconds=100))

    def connect(self, outcome: Outcome = Outcome.CONNECTED) -> None:
        """Go on from the gateways to the end."""
        for step in GATEWAYS:
            self.step(step, StepState.DONE, 300)
        self.make(*CONNECTIONS, seconds=61)
        self.check(Check.KEYS, StepState.STARTED)
        self.check(Check.KEYS, StepState.DONE, 2)
        self.check(Check.STATUS, StepState.STARTED)
        self.check(Check.STATUS, StepState.DONE, 20)
        self.finish(
            outcome,
            events.ConnectionState(
                name="TestVNet1toTestVNet4", status="Connected", ingress_bytes=1_234_567, egress_bytes=800
            ),
            events.ConnectionState(name="TestVNet4toTestVNet1", status="Connected", ingress_bytes=0, egress_bytes=0),
        )

    def check(self, check: Check, state: StepState, after: float = 0.0) -> None:
        self.record(events.PairChecked(pair=PAIR, check=check, state=state), after)

    def finish(self, outcome: Outcome, *connections: events.ConnectionState) -> None:
        self.record(events.RunFinished(run=RUN, outcome=outcome, connections=connections))

    def refuse(self, step: str) -> None:
        """Azure refuses one of the two gateways; what needs it is skipped."""
        self.step(step, StepState.FAILED)
        message = "Azure refused {name} ({code}): {message}"
        values: dict[str, str | int] = {
            "name": self.plan.step(step).name,
            "code": "InvalidGatewaySize",
            "message": "No [/such] size [in] this region.",
        }
        problem = events.Problem(
            step=step,
            code="InvalidGatewaySize",
            message=message,
            mend="Change what it names in the plan file, then apply again; what was made already is taken up.",
            values=values,
            request_id="9f3c2d1e",
        )
        self.record(problem)
        for connection in CONNECTIONS:
            self.step(connection, StepState.SKIPPED)

    def hold(self, pid: int | None = None) -> None:
        """Take the run's lock as a worker does."""
        self._lock = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        os.pwrite(self._lock, f"{pid or os.getpid()}\n".encode(), 0)

    def release(self) -> None:
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1

    def watched(self, later: float = 0.0) -> Watched:
        """Watch it as if it were so many wall seconds after its newest event."""
        return Watched(
            self.journal.about(),
            Watch(self.journal, self.folder),
            wall=lambda: self.wall + timedelta(seconds=later),
        )

    def close(self) -> None:
        self.release()
        self.journal.close()
