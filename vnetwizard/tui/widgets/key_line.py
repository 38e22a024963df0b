"""The last line of every page: what its keys do. Tab reaches each, and Enter is as good as the key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal

from vnetwizard.tui.widgets.choice import Choice
from vnetwizard.words import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult
    from textual.screen import Screen

    from vnetwizard.tui.keys import Key


class KeyLine(Horizontal):
    """Shows the keys that do something now, in the order of the registry."""

    DEFAULT_CSS = """
    KeyLine {
        dock: bottom;
        height: 1;
    }
    """

    def __init__(self, keys: Iterable[Key]) -> None:
        super().__init__()
        self._keys = tuple(keys)

    def compose(self) -> ComposeResult:
        """Make one choice of each key."""
        for key in self._keys:
            choice = Choice(key.action, say(key.label), key=key.shown)
            choice.display = self._usable(choice)
            yield choice

    def on_mount(self) -> None:
        """Follow what can be done."""
        self.screen.bindings_updated_signal.subscribe(self, self._show_usable)

    def _show_usable(self, _screen: Screen[object]) -> None:
        for choice in self.query(Choice):
            choice.display = self._usable(choice)

    def _usable(self, choice: Choice) -> bool:
        return bool(self.screen.check_action(choice.action, ()))
