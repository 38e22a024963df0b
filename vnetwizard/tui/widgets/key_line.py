"""The last line of every page: what its keys do. Tab reaches each, and Enter is as good as the key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
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
            choice.display = self._usable(key.action)
            yield choice

    def on_mount(self) -> None:
        """Follow what can be done."""
        self.screen.bindings_updated_signal.subscribe(self, self._show_usable)

    def on_resize(self) -> None:
        """Drop what there is no room for, or show it again."""
        self._fit()

    def _show_usable(self, _screen: Screen[object]) -> None:
        self._fit()

    def _fit(self) -> None:
        """Show what can be done; where there is not room for all, the spare ones go first, from the right."""
        shown = [key for key in self._keys if self._usable(key.action)]
        room = self.size.width
        for key in [key for key in reversed(shown) if key.spare]:
            if not room or sum(_width(one) for one in shown) <= room:
                break
            shown.remove(key)
        actions = {key.action for key in shown}
        for choice in self.query(Choice):
            wanted = choice.action in actions
            if choice.display != wanted:
                choice.display = wanted

    def _usable(self, action: str) -> bool:
        return bool(self.screen.check_action(action, ()))


def _width(key: Key) -> int:
    """Return how many cells a choice takes, with the blank behind it."""
    return 1 + cell_len(key.shown) + 1 + cell_len(say(key.label)) + 1
