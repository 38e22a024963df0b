"""The two networks and their link, as lines."""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from vnetwizard.tui.model.lines import Line, Tone
from vnetwizard.words import mark, say

if TYPE_CHECKING:
    from vnetwizard.tui.signs import Signs
    from vnetwizard.wizard.review import End, LinkPicture

_TUNNEL = 15
_WIDEST = 36


def link_lines(picture: LinkPicture, room: int, signs: Signs) -> tuple[Line, ...]:
    """Return five lines: a box for each network, and the tunnel between their gateways."""
    box = min(_WIDEST, (room - _TUNNEL) // 2)
    if box < len("10.11.0.0/16") + 4:
        return ()
    one, other = (_inside(end, box - 4, signs) for end in picture.ends)
    _, line, _, side, bottom_left, bottom_right, out, back = tuple(signs.box)
    left_title, right_title = (_title(end, box, signs) for end in picture.ends)
    tunnel = _tunnel(picture, signs)
    lines: list[Line] = [(*left_title, (" " * _TUNNEL, Tone.FAINT), *right_title)]
    for at, (left, right, between) in enumerate(zip(one, other, tunnel, strict=True)):
        middle = at == 1
        lines.append(
            (
                (f"{side} ", Tone.FAINT),
                (left, Tone.PLAIN),
                (f" {out if middle else side}", Tone.FAINT),
                (between, Tone.GOOD if middle else Tone.FAINT),
                (f"{back if middle else side} ", Tone.FAINT),
                (right, Tone.PLAIN),
                (f" {side}", Tone.FAINT),
            )
        )
    bottom = f"{bottom_left}{line * (box - 2)}{bottom_right}"
    lines.append(((f"{bottom}{' ' * _TUNNEL}{bottom}", Tone.FAINT),))
    return tuple(lines)


def _title(end: End, box: int, signs: Signs) -> Line:
    left, line, right = signs.box[0], signs.box[1], signs.box[2]
    name = _cut(end.network or say(mark("no name yet")), box - 5, signs)
    rest = line * (box - 5 - cell_len(name))
    return (f"{left}{line} ", Tone.FAINT), (name, Tone.STRONG), (f" {rest}{right}", Tone.FAINT)


def _inside(end: End, room: int, signs: Signs) -> list[str]:
    where = f" {signs.dot} ".join(filter(None, (end.region, end.resource_group)))
    texts = (", ".join(end.address_space), end.gateway, where)
    return [set_cell_size(_cut(text, room, signs), room) for text in texts]


def _tunnel(picture: LinkPicture, signs: Signs) -> list[str]:
    """Return what stands between the boxes: the tunnel itself in the middle, its kind above, what else it has below."""
    extras = [say(mark("BGP"))] if picture.bgp else []
    extras += [say(mark("own policy"))] if picture.custom_policy else []
    texts = (say(mark("IPsec, IKEv2")), signs.tunnel * _TUNNEL, ", ".join(extras))
    return [_centred(_cut(text, room, signs)) for text, room in zip(texts, repeat(_TUNNEL), strict=False)]


def _centred(text: str) -> str:
    left = (_TUNNEL - cell_len(text)) // 2
    return " " * left + text + " " * (_TUNNEL - left - cell_len(text))


def _cut(text: str, room: int, signs: Signs) -> str:
    return text if cell_len(text) <= room else set_cell_size(text, max(0, room - 1)) + signs.cut
