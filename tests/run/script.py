"""What goes wrong at which request of a fake Azure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Script:
    """Raises `error` at the `nth` request that `matches`, and counts them."""

    def __init__(
        self, error: BaseException, matches: Callable[[str, str, str], bool], *, nth: int = 0, times: int = 1
    ) -> None:
        self.error, self.matches, self.nth, self.times = error, matches, nth, times
        self.seen = 0

    def __call__(self, when: str, method: str, resource_id: str) -> None:
        if not self.matches(when, method, resource_id):
            return
        self.seen += 1
        if self.nth < self.seen <= self.nth + self.times:
            raise self.error


def on(when: str, method: str, end: str) -> Callable[[str, str, str], bool]:
    return lambda w, m, i: (w, m) == (when, method) and i.casefold().endswith(end.casefold())
