"""The rule about a subscription's id."""

from __future__ import annotations

import re

from vnetwizard.topology.findings import Finding, Kind, Severity
from vnetwizard.words import mark

_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)

SUBSCRIPTION_NOT_AN_ID = Kind(
    "subscription-not-an-id",
    Severity.ERROR,
    mark("{subscription} is not a subscription's id."),
    mark("Give the id, 32 hexadecimal digits in five groups; `az account list` shows it beside the name."),
)


def check_subscription(text: str | None, field: str) -> tuple[Finding, ...]:
    """Return a finding where `text` is given and is no subscription id."""
    if text is None or _GUID.fullmatch(text):
        return ()
    return (Finding(kind=SUBSCRIPTION_NOT_AN_ID, field=field, values={"subscription": text}),)
