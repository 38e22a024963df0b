"""What an attempt cannot get over, in words, and whether an answer or a mend lets the run go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vnetwizard.plan.cloud import CloudError, NeedsMending, NotSignedIn, NotTrusted, Passing
from vnetwizard.run.context import OperationFailed
from vnetwizard.run.events import Outcome, Problem
from vnetwizard.words import mark

if TYPE_CHECKING:
    from vnetwizard.topology.findings import Finding

_REFUSED = mark("Azure refused {name}: {message}")
_REFUSED_QUESTION = mark("Azure refused what was asked: {message}")
_REFUSED_MEND = mark("Change what it names in the plan file, then apply again; what was made already is taken up.")
_NEEDS_MENDING = mark("Azure does not let this identity or subscription make {name} yet: {message}")
_NEEDS_MENDING_QUESTION = mark("Azure does not let this identity do that yet: {message}")
_NEEDS_MENDING_MEND = mark(
    "Have that changed (a right, a quota, a policy or a lock), then resume; nothing made is lost."
)
_NOT_SIGNED_IN = mark("Azure does not accept the sign-in: {message}")
_NOT_SIGNED_IN_MEND = mark("Sign in again (for example az login), then resume; Azure goes on meanwhile.")
_NOT_TRUSTED = mark("The certificate of Azure's endpoint is not trusted here: {message}")
_NOT_TRUSTED_MEND = mark(
    "Set REQUESTS_CA_BUNDLE or SSL_CERT_FILE to the CA file of your proxy or test server, then resume."
)
_UNREACHABLE = mark("Azure could not be reached, or was too busy, for many tries: {message}")
_UNREACHABLE_MEND = mark("Check the network and proxy, then resume; what Azure works on goes on there.")
_OPERATION_FAILED = mark("Azure accepted {name}, worked on it, and then failed: {message}")
_OPERATION_FAILED_MEND = mark("Delete it (az resource delete --ids {id}), then resume: it is made again.")


class Blocked(Exception):
    """A problem that ends an attempt, or one branch of it. `outcome` is `paused` where a mend lets the run go on."""

    def __init__(self, problem: Problem, outcome: Outcome) -> None:
        super().__init__(problem.code)
        self.problem = problem
        self.outcome = outcome

    @classmethod
    def by_finding(cls, step: str, finding: Finding) -> Blocked:
        """Make one of a finding: the wish itself is in the way, so the run has failed."""
        problem = Problem(
            step=step,
            code=finding.code,
            message=finding.kind.message,
            mend=finding.kind.mend,
            values=dict(finding.values),
        )
        return cls(problem, Outcome.FAILED)


def explain(error: Exception, *, step: str = "", name: str = "", resource_id: str = "") -> Blocked:
    """Say what an error means for a step, or for the whole run where `step` is empty."""
    if isinstance(error, Blocked):
        return error
    code, text = getattr(error, "code", type(error).__name__), getattr(error, "message", str(error))
    outcome = Outcome.PAUSED
    match error:
        case NotSignedIn():
            message, mend = _NOT_SIGNED_IN, _NOT_SIGNED_IN_MEND
        case NeedsMending():
            message, mend = (_NEEDS_MENDING if name else _NEEDS_MENDING_QUESTION), _NEEDS_MENDING_MEND
        case NotTrusted():
            message, mend = _NOT_TRUSTED, _NOT_TRUSTED_MEND
        case Passing():
            message, mend = _UNREACHABLE, _UNREACHABLE_MEND
        case OperationFailed():
            message, mend = _OPERATION_FAILED, _OPERATION_FAILED_MEND
        case _:
            message, mend, outcome = (_REFUSED if name else _REFUSED_QUESTION), _REFUSED_MEND, Outcome.FAILED
    problem = Problem(
        step=step,
        code=code,
        message=message,
        mend=mend,
        values={"name": name or step, "id": resource_id, "message": text},
        status=error.status if isinstance(error, CloudError) else 0,
        request_id=error.request_id if isinstance(error, CloudError) else "",
    )
    return Blocked(problem, outcome)
