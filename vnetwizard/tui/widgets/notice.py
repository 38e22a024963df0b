"""What a person has to know or do, with what helps, where it can be read until it is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive

from vnetwizard.tui.model.sign import Sign
from vnetwizard.tui.widgets.drawing import Drawn
from vnetwizard.words import mark, say

if TYPE_CHECKING:
    from vnetwizard.tui.model.notices import Notice


class Notices(Drawn):
    """All notices, one under another; takes no room where there is none."""

    DEFAULT_CSS = """
    Notices {
        height: auto;
        &.-empty { display: none; }
    }
    """

    notices: reactive[tuple[Notice, ...]] = reactive((), layout=True)
    """What is shown."""

    def watch_notices(self, notices: tuple[Notice, ...]) -> None:
        """Take no room where there is nothing to show."""
        self.set_class(not notices, "-empty")

    def render(self) -> Content:
        """Draw all of them."""
        return Content("\n").join(self._one(notice) for notice in self.notices)

    def _one(self, notice: Notice) -> Content:
        asked = say(mark("Azure's request id, for support: {id}"), {"id": notice.request_id})
        return Content.assemble(
            self.sign(Sign.BUSY if notice.urgent else Sign.FAILED),
            " ",
            (notice.subject, "bold"),
            f"  {notice.text}\n",
            (notice.mend, "bold" if notice.urgent else ""),
            (f"\n{asked}", "dim") if notice.request_id else "",
        )
