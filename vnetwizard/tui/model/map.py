"""The address space as lines: each range to scale, then what takes which part of it, clashes first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vnetwizard.tui.model.lines import Line, Tone, apart, cut, padded, width
from vnetwizard.wizard.addressmap import Use, fit
from vnetwizard.words import mark, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vnetwizard.tui.signs import Signs
    from vnetwizard.wizard.addressmap import Band, Piece

_TONES = {Use.FREE: Tone.FAINT, Use.SUBNET: Tone.SUBNET, Use.GATEWAY: Tone.GATEWAY, Use.CLASH: Tone.ERROR}
_COLUMN = 29
"""Cells that a name and a range need to stand beside another pair."""


def map_lines(bands: Sequence[Band], room: int, signs: Signs, most: int = 8) -> tuple[Line, ...]:
    """Return the picture of a network's ranges, `room` cells wide, with at most so many lines of legend."""
    if room < len("10.0.0.0/8") * 2:
        return ()
    lines: list[Line] = []
    for band in bands:
        size = say(mark("{count} addresses"), {"count": f"{band.size:,}"})
        lines.append(apart(((band.range, Tone.STRONG),), ((size, Tone.FAINT),), room))
        left, right = signs.edges
        cells: Line = tuple((signs.uses[run.use] * run.cells, _TONES[run.use]) for run in fit(band.pieces, room - 2))
        lines.append(((left, Tone.FAINT), *cells, (right, Tone.FAINT)))
    legend = _legend(bands, room - 1, signs)
    if len(legend) > most:
        more = say(mark("and {count} more lines; what is taken is in the picture"), {"count": len(legend) - most + 1})
        legend = [*legend[: most - 1], ((more, Tone.FAINT),)]
    lines += [((" ", Tone.PLAIN), *line) for line in legend]
    return tuple(cut(line, room, signs.cut) for line in lines)


def _legend(bands: Sequence[Band], room: int, signs: Signs) -> list[Line]:
    """Return who takes what: a clash on a line of its own, the others beside each other, the largest free part last."""
    pieces = [piece for band in bands for piece in band.pieces]
    clashes = list(dict.fromkeys(_clash(piece, signs) for piece in pieces if piece.use is Use.CLASH))
    taken = list(dict.fromkeys(_taken(piece, signs) for piece in pieces if piece.use in {Use.SUBNET, Use.GATEWAY}))
    # What a clash hides is told by its line
    lines = [*clashes, *_beside_each_other([line for line in taken if line], room)]
    free = [(piece.share * band.size, piece) for band in bands for piece in band.pieces if piece.use is Use.FREE]
    if free:
        _, widest = max(free, key=lambda one: one[0])
        values = {"first": widest.first, "dash": signs.dash, "last": widest.last}
        told = say(mark("free: {first} {dash} {last}"), values)
        lines.append(((f"{signs.uses[Use.FREE]} {told}", Tone.FAINT),))
    return lines


def _taken(piece: Piece, signs: Signs) -> Line:
    owner = piece.owners[0]
    return (
        (signs.uses[piece.use], _TONES[piece.use]),
        (f" {owner.name} ", Tone.PLAIN),
        (owner.range, Tone.STRONG),
    )


def _clash(piece: Piece, signs: Signs) -> Line:
    told = say(mark(" and ")).join(f"{owner.name} {owner.range}" for owner in piece.owners)
    if len(piece.owners) == 1:
        told = say(mark("taken already: {who}"), {"who": told})
    return ((f"{signs.uses[Use.CLASH]} {told}", Tone.ERROR),)


def _beside_each_other(lines: Sequence[Line], room: int) -> Iterator[Line]:
    columns = max(1, room // _COLUMN)
    column = room // columns
    row: Line = ()
    for line in lines:
        if row and (width(row) + width(line) > room or width(line) >= column):
            yield row
            row = ()
        row = (*row, *padded(line, column)) if width(line) < column else line
        if width(row) >= column * columns or width(line) >= column:
            yield row
            row = ()
    if row:
        yield row
