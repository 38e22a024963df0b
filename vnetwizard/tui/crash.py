"""What is printed when the program itself is at fault: where, without any values, and that the run goes on."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING

from rich.text import Text

from vnetwizard.words import mark, say

if TYPE_CHECKING:
    from collections.abc import Sequence

_TOLD = mark("This is a fault of vnetwizard, not of yours. What draws has ended; what works has not.")
_REPORT = mark("Please report the lines below; they hold no values of your network.")


class Crash(Exception):
    """Wraps what was raised, so that Textual prints our page instead of a traceback with all local variables."""

    def __init__(self, error: BaseException, stands: Sequence[str]) -> None:
        super().__init__(type(error).__name__)
        self.__cause__ = error
        self._stands = tuple(stands)

    def __rich__(self) -> Text:
        """Give the page; foreign text in it is never read as markup."""
        frames = traceback.extract_tb(self.__cause__.__traceback__) if self.__cause__ else []
        where = [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        kind = type(self.__cause__)
        return Text(
            "\n".join((say(_TOLD), *self._stands, "", say(_REPORT), f"  {kind.__module__}.{kind.__name__}", *where))
        )
