"""The characters that pages draw with: a set for terminals that have them all, and an ASCII one for the others."""

from __future__ import annotations

from typing import NamedTuple

from vnetwizard.tui.model.sign import Sign


class Signs(NamedTuple):
    """One set of characters; each is one cell wide but for `joined`.

    `pages` go by `wizard.view.State`, `uses` by `wizard.addressmap.Use`: by their words, as the first page needs
    neither.
    """

    steps: dict[Sign, str]
    joined: str
    rule: str
    dot: str
    focus: str
    cut: str
    times: str
    passed: str
    coming: str
    usual: str
    pages: dict[str, str]
    uses: dict[str, str]
    edges: tuple[str, str]
    pick: tuple[str, str]
    folded: str
    open: str
    box: str
    tunnel: str
    dash: str


RICH = Signs(
    steps={Sign.DONE: "✓", Sign.BUSY: "●", Sign.WAITING: "○", Sign.FAILED: "!", Sign.SKIPPED: "–"},  # noqa: RUF001
    joined="⇄",
    rule="─",
    dot="·",
    focus="›",  # noqa: RUF001
    cut="…",
    times="×",  # noqa: RUF001
    passed="█",
    coming="·",
    usual="─",
    pages={
        "current": "●",
        "errors": "!",
        "incomplete": "?",
        "look": "?",
        "done": "✓",
        "unvisited": "○",
    },
    uses={"free": "·", "subnet": "█", "gateway": "▓", "clash": "!"},
    edges=("▕", "▏"),
    pick=("‹", "›"),  # noqa: RUF001
    folded="▸",
    open="▾",
    box="╭─╮│╰╯├┤",
    tunnel="═",
    dash="–",  # noqa: RUF001
)
PLAIN = Signs(
    steps={Sign.DONE: "+", Sign.BUSY: "*", Sign.WAITING: ".", Sign.FAILED: "!", Sign.SKIPPED: "-"},
    joined="<>",
    rule="-",
    dot="-",
    focus=">",
    cut="~",
    times="x",
    passed="#",
    coming=".",
    usual=":",
    pages={
        "current": "*",
        "errors": "!",
        "incomplete": "?",
        "look": "?",
        "done": "+",
        "unvisited": ".",
    },
    uses={"free": ".", "subnet": "#", "gateway": "%", "clash": "!"},
    edges=("[", "]"),
    pick=("<", ">"),
    folded=">",
    open="v",
    box="+-+|++++",
    tunnel="=",
    dash="-",
)

_POOR_TERMINALS = frozenset({"linux", "vt100", "vt220", "ansi"})
"""Their fonts lack most of the others."""


def fitting(encoding: str | None, terminal: str) -> Signs:
    """Return the set for a terminal and the encoding of what is written to it."""
    unicode = (encoding or "").casefold().replace("-", "") == "utf8"
    return RICH if unicode and terminal not in _POOR_TERMINALS else PLAIN
