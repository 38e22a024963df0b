"""What can happen in a run. A journal is a list of these, and `--json` prints them one a line.

No event can hold a key or a token: none has a field for one, and bodies come from the plan, which never has the key.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from msgspec import Struct

from vnetwizard.plan.steps import Action


class StepState(StrEnum):
    """Where a step stands."""

    WAITING = "waiting"
    STARTED = "started"
    UPDATING = "updating"
    DONE = "done"
    FAILED = "failed"
    SKIPPED = "skipped"


class Outcome(StrEnum):
    """How an attempt at a run ended."""

    CONNECTED = "connected"
    FAILED = "failed"
    STOPPED = "stopped"
    PAUSED = "paused"


class KeyOrigin(StrEnum):
    """Where a link's shared key comes from."""

    GENERATED = "generated"
    TYPED = "typed"
    AZURE = "azure"


class Check(StrEnum):
    """What is proven of a pair."""

    KEYS = "keys"
    STATUS = "status"


class Event(Struct, frozen=True, kw_only=True, tag_field="event"):
    """The base of all events."""


class RunStarted(Event, frozen=True, kw_only=True, tag="run-started"):
    """A worker has taken up the run; `attempt` counts from 1."""

    run: str
    attempt: int
    pid: int


class PlannedStep(Struct, frozen=True, kw_only=True):
    """One step of a plan, as far as whoever watches needs it."""

    step: str
    kind: str
    name: str
    action: Action
    resource_id: str
    side: str
    location: str
    after: tuple[str, ...]
    seconds: tuple[int, int]
    billed: bool


class PlannedPair(Struct, frozen=True, kw_only=True):
    """One pair of a plan, by the ids of the steps that make its connections."""

    pair: str
    first: str
    second: str


class Planned(Event, frozen=True, kw_only=True, tag="planned"):
    """What this attempt is going to do."""

    steps: tuple[PlannedStep, ...]
    pairs: tuple[PlannedPair, ...]


class PlanChanged(Event, frozen=True, kw_only=True, tag="plan-changed"):
    """Somebody gave the run another plan file; from the next attempt on this text is what is wanted."""

    plan: str


class Abandoned(Event, frozen=True, kw_only=True, tag="abandoned"):
    """Somebody gave the run up; what it made stays in Azure."""


class SignedIn(Event, frozen=True, kw_only=True, tag="signed-in"):
    """Whom Azure takes us for."""

    name: str
    tenant: str
    method: str


class SignInNeeded(Event, frozen=True, kw_only=True, tag="sign-in-needed"):
    """Somebody has to enter `code` at `url` before this attempt can go on."""

    url: str
    code: str


class StepChanged(Event, frozen=True, kw_only=True, tag="step"):
    """A step stands differently now."""

    step: str
    action: Action
    state: StepState


class Request(Event, frozen=True, kw_only=True, tag="request"):
    """A write that is about to be sent; committed before it leaves."""

    step: str
    method: str
    resource_id: str
    body: dict[str, Any]


class Answered(Event, frozen=True, kw_only=True, tag="answer"):
    """What Azure answered to a write; committed before anyone waits on the operation."""

    step: str
    status: int
    request_id: str
    operation_url: str | None
    retry_after: float | None


class Declined(Event, frozen=True, kw_only=True, tag="declined"):
    """Azure said of a write that it was not applied; what may be there later is not ours."""

    step: str
    status: int
    code: str
    request_id: str


class Looked(Event, frozen=True, kw_only=True, tag="look"):
    """A look at a step that Azure still works on; the next one is due in `next_seconds` of Azure's time."""

    step: str
    next_seconds: float


class Delayed(Event, frozen=True, kw_only=True, tag="delay"):
    """Something passing went wrong; it is tried again in `next_seconds` of Azure's time."""

    step: str
    code: str
    message: str
    request_id: str
    next_seconds: float


class Problem(Event, frozen=True, kw_only=True, tag="problem"):
    """Something that this attempt cannot get over. `message` and `mend` are marked templates, filled from `values`.

    `step` is empty where it concerns the whole run. `severity` and `field` are as in a finding.
    """

    step: str
    code: str
    message: str
    mend: str
    values: dict[str, str | int]
    status: int = 0
    request_id: str = ""


class KeyChosen(Event, frozen=True, kw_only=True, tag="key"):
    """Where a pair's shared key comes from; the fingerprint is salted scrypt, for keys of 20 characters or more."""

    pair: str
    origin: KeyOrigin
    salt: str = ""
    fingerprint: str = ""


class PairChecked(Event, frozen=True, kw_only=True, tag="pair"):
    """One check of a pair has begun or ended."""

    pair: str
    check: Check
    state: StepState
    values: dict[str, str] = {}


class Stopping(Event, frozen=True, kw_only=True, tag="stopping"):
    """Somebody asked the worker to stop; what is under way at Azure goes on there."""


class ConnectionState(Struct, frozen=True, kw_only=True):
    """One connection at the end of an attempt."""

    name: str
    status: str
    ingress_bytes: int
    egress_bytes: int


class RunFinished(Event, frozen=True, kw_only=True, tag="run-finished"):
    """The attempt is over."""

    run: str
    outcome: Outcome
    connections: tuple[ConnectionState, ...] = ()


AnyEvent = (
    RunStarted
    | Planned
    | PlanChanged
    | Abandoned
    | SignedIn
    | SignInNeeded
    | StepChanged
    | Request
    | Answered
    | Declined
    | Looked
    | Delayed
    | Problem
    | KeyChosen
    | PairChecked
    | Stopping
    | RunFinished
)
