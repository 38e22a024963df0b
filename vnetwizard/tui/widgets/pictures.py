"""The pictures that belong to a page: address spaces to scale, and the two networks with their link."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.containers import Vertical

from vnetwizard.tui.model.lines import Line, Tone
from vnetwizard.tui.model.link import link_lines
from vnetwizard.tui.model.map import map_lines
from vnetwizard.tui.model.review import gateway_time
from vnetwizard.tui.widgets.lines import Lines
from vnetwizard.wizard.addressmap import address_map
from vnetwizard.wizard.pages import NETWORKS, Side
from vnetwizard.wizard.review import link_picture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.widget import Widget

    from vnetwizard.tui.app import Window
    from vnetwizard.tui.model.session import Session

_WIDEST = 90
_WITH_MAP = ("addresses", "gateway-subnet")


class Pictures(Vertical):
    """One page's pictures; `whole` has all of them, for where there is room beside the page."""

    DEFAULT_CSS = "Pictures { height: auto; }"

    def __init__(self, id: str | None = None, *, whole: bool = False) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._whole = whole
        self._link = Lines(classes="picture")
        self._time = Lines()
        self._maps = {side: Lines(classes="picture") for side in NETWORKS}

    def compose(self) -> Iterator[Widget]:
        """Make all of them; those that are not shown take no room."""
        yield self._link
        yield self._time
        yield from self._maps.values()

    def show(self, session: Session) -> None:
        """Draw what belongs to the page."""
        page, signs = session.page.page, cast("Window", self.app).signs
        room = min(self.content_size.width, _WIDEST)
        if not self.display or not room:
            return
        shows_link = self._whole or (page.side is Side.LINK and bool(page.slots))
        self._link.show(link_lines(link_picture(session.answers), room, signs) if shows_link else ())
        for (side, lines), network in zip(self._maps.items(), session.view.subject.networks, strict=True):
            drawn: tuple[Line, ...] = ()
            if self._whole or (page.side is side and page.id.endswith(_WITH_MAP)):
                drawn = map_lines(address_map(session.view.topology, network.label), room, signs)
            if self._whole and drawn:
                drawn = (((session.view.heading(side).say(), Tone.STRONG),), *drawn)
            lines.show(drawn)
        takes_long = not self._whole and page.id.endswith(".gateway")
        self._time.show((gateway_time(),) if takes_long else ())
