"""The exception by which a command ends early."""

from __future__ import annotations

from vnetwizard.words import say


class Quit(Exception):
    """A command is over with this exit code; the text, if any, is for stderr."""

    def __init__(self, code: int, template: str = "", **values: object) -> None:
        super().__init__(say(template, values) if template else "")
        self.code = code
