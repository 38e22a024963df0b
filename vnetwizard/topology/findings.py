"""The outcome of one check: what is wrong with which field, the values that clash, and the mend."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Severity(StrEnum):
    """How bad a finding is. Only an error keeps a topology from being built."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Kind(Struct, frozen=True):
    """A kind of finding; each stands once, as a constant, beside the rule that gives it.

    `code` is stable: scripts match on it. `message` and `mend` are marked templates whose `{names}` are
    filled from the finding's values when it is shown.
    """

    code: str
    severity: Severity
    message: str
    mend: str


class Finding(Struct, frozen=True, kw_only=True):
    """One finding.

    `field` is the path in the plan file, such as `networks.TestVNet1.address_space[0]`. `values` fill the
    kind's templates; both values that clash are among them. `offers` are values for that field that would mend
    it, best first; empty where none can be computed.
    """

    kind: Kind
    field: str
    values: dict[str, str | int] = {}
    offers: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """The kind's stable code."""
        return self.kind.code

    @property
    def severity(self) -> Severity:
        """The kind's severity."""
        return self.kind.severity


class BadText(ValueError):
    """A typed text that is not what its field takes: the finding's kind, its values and its offers."""

    def __init__(self, kind: Kind, values: dict[str, str | int], offers: tuple[str, ...] = ()) -> None:
        super().__init__(kind.code)
        self.kind = kind
        self.values = values
        self.offers = offers

    def at(self, field: str) -> Finding:
        """Return the finding about `field`."""
        return Finding(kind=self.kind, field=field, values=self.values, offers=self.offers)


def errors(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return those of `findings` that keep a topology from being built."""
    return tuple(finding for finding in findings if finding.severity is Severity.ERROR)
