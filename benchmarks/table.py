"""What was measured, beside what, and whether it is over its limit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

HEAD = ("what", "measured", "compared with", "ratio", "limit", "verdict")
_NOTHING = "-"
_HUNDRED, _TEN = 100, 10


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One row. `beside` was measured in the same run, in the same unit; a figure without a limit is for information."""

    what: str
    measured: float
    unit: str
    against: str = ""
    beside: float | None = None
    limit: float | None = None
    limit_on: Literal["measured", "ratio"] = "measured"

    @property
    def ratio(self) -> float | None:
        """How many times what it is compared with."""
        return self.measured / self.beside if self.beside else None

    @property
    def over(self) -> bool:
        """Whether it is over its limit."""
        held = self.measured if self.limit_on == "measured" else self.ratio
        return self.limit is not None and held is not None and held > self.limit

    @property
    def cells(self) -> tuple[str, ...]:
        """The row as text."""
        beside = "" if self.beside is None else f": {_number(self.beside)} {self.unit}"
        unit = self.unit if self.limit_on == "measured" else "x"
        return (
            self.what,
            f"{_number(self.measured)} {self.unit}",
            f"{self.against}{beside}" or _NOTHING,
            _NOTHING if self.ratio is None else f"{self.ratio:.2f} x",
            _NOTHING if self.limit is None else f"{self.limit:g} {unit}",
            _NOTHING if self.limit is None else "over" if self.over else "ok",
        )


def text(figures: Sequence[Figure]) -> str:
    """Return the table, one line a figure."""
    rows = [HEAD, *(figure.cells for figure in figures)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    rows.insert(1, tuple("-" * width for width in widths))
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def _number(value: float) -> str:
    if not value:
        return "0"
    return f"{value:.{0 if value >= _HUNDRED else 1 if value >= _TEN else 2}f}"
