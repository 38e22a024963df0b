"""What an attempt, or a question, cannot get over: in words, and whether a mend lets the run go on.

A mend never says "then resume": whoever shows it knows whether there is a run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from vnetwizard.plan import planner
from vnetwizard.plan.cloud import (
    CloudError,
    NeedsMending,
    NotSignedIn,
    NotTrusted,
    Passing,
    Refused,
    SubscriptionUnclear,
)
from vnetwizard.run.context import OperationFailed
from vnetwizard.run.events import Outcome, Problem
from vnetwizard.words import mark

if TYPE_CHECKING:
    from vnetwizard.plan.steps import Step
    from vnetwizard.topology.findings import Finding


class _Words(NamedTuple):
    """What is said of one kind of error: of a step, and where no step is concerned."""

    of_step: str
    of_all: str
    mend: str
    outcome: Outcome = Outcome.PAUSED
    mend_of_all: str = ""

    def mend_of(self, step: str) -> str:
        """Return the mend for a step, or where no step is concerned."""
        return self.mend if step else self.mend_of_all or self.mend


_WORDS: dict[type[Exception], _Words] = {
    Refused: _Words(
        mark("Azure refused {name} ({code}): {message}"),
        mark("Azure refused what was asked ({code}): {message}"),
        mark("Change what it names in the plan file, then apply again; what was made already is taken up."),
        Outcome.FAILED,
    ),
    NeedsMending: _Words(
        mark("Azure does not let {name} be made yet ({code}): {message}"),
        mark("Azure does not allow that yet ({code}): {message}"),
        mark("Have that changed: a right, a quota, a policy or a lock. Nothing that was made is lost."),
    ),
    NotSignedIn: _Words(
        mark("The sign-in is not accepted ({code}): {message}"),
        mark("The sign-in is not accepted ({code}): {message}"),
        mark("Sign in again (for example az login), or choose another way by --auth or --tenant."),
    ),
    NotTrusted: _Words(
        mark("The certificate of Azure's endpoint is not trusted here: {message}"),
        mark("The certificate of Azure's endpoint is not trusted here: {message}"),
        mark("Set REQUESTS_CA_BUNDLE or SSL_CERT_FILE to the CA file of your proxy or test server."),
    ),
    SubscriptionUnclear: _Words(
        mark("It is not clear which subscription is meant. This sign-in sees: {message}"),
        mark("It is not clear which subscription is meant. This sign-in sees: {message}"),
        mark('Write subscription = "ID" in each network, or set AZURE_SUBSCRIPTION_ID to the id of one of them.'),
    ),
    Passing: _Words(
        mark("Azure did not do its part for {name}, for many tries ({code}): {message}"),
        mark("Azure could not be reached, or was too busy ({code}): {message}"),
        mark("Check the network and the proxy, and the resource in the portal. What Azure works on goes on there."),
    ),
    OperationFailed: _Words(
        mark("Azure accepted {name}, worked on it, and then failed ({code}): {message}"),
        mark("Azure accepted it, worked on it, and then failed ({code}): {message}"),
        mark("Delete it, and it is made again:  az resource delete --ids {id}"),
        mend_of_all=mark("Look at both gateways and connections in the portal; what was made is kept."),
    ),
}
_GONE = mark("{name} was there when this attempt began, and is not there any more.")
_GONE_MEND = mark("Find out who deletes it. The next attempt looks at everything anew.")


class Blocked(Exception):
    """A problem that ends an attempt, or one branch of it. `outcome` is `paused` where a mend lets the run go on."""

    def __init__(self, problem: Problem, outcome: Outcome) -> None:
        super().__init__(problem.code)
        self.problem = problem
        self.outcome = outcome

    @classmethod
    def by_finding(cls, step: str, finding: Finding) -> Blocked:
        """Make one of what is in the way in Azure: the wish itself has to change, unless a deletion is enough."""
        problem = Problem(
            step=step,
            code=finding.code,
            message=finding.kind.message,
            mend=finding.kind.mend,
            values=dict(finding.values),
        )
        return cls(problem, Outcome.PAUSED if finding.kind == planner.FAILED else Outcome.FAILED)


def explain(error: Exception, *, step: str = "", name: str = "", resource_id: str = "") -> Blocked:
    """Say what an error means for a step, or where no step is concerned."""
    if isinstance(error, Blocked):
        return error
    words = next((said for kind, said in _WORDS.items() if isinstance(error, kind)), _WORDS[Refused])
    code, text = getattr(error, "code", type(error).__name__), getattr(error, "message", str(error))
    problem = Problem(
        step=step,
        code=code,
        message=words.of_step if step else words.of_all,
        mend=(error.mend if isinstance(error, CloudError) else "") or words.mend_of(step),
        values={"name": name, "id": resource_id, "code": code, "message": text},
        status=error.status if isinstance(error, CloudError) else 0,
        request_id=error.request_id if isinstance(error, CloudError) else "",
    )
    return Blocked(problem, words.outcome)


def gone(step: Step) -> Blocked:
    """Say that what was to be kept is not there any more."""
    values: dict[str, str | int] = {"name": step.name, "id": step.resource_id}
    problem = Problem(step=step.id, code="gone-since-planned", message=_GONE, mend=_GONE_MEND, values=values)
    return Blocked(problem, Outcome.PAUSED)


def worst(blocked: tuple[Blocked, ...]) -> Outcome:
    """Return how an attempt ends that several things kept from its end: failed if one of them is final."""
    outcomes = {one.outcome for one in blocked}
    return Outcome.FAILED if Outcome.FAILED in outcomes else Outcome.PAUSED
