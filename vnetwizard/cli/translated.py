"""click's commands and options, whose help is translated when it is shown, not when this module is loaded."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, TypeVar

import click

from vnetwizard.words import LANGUAGES, say, use

F = TypeVar("F", bound=Callable[..., Any] | click.Command)


class Option(click.Option):
    """An option whose help is a marked template."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return what `--help` shows of it."""
        self.help = say(self.help) if self.help else self.help
        return super().get_help_record(ctx)


class Command(click.Command):
    """A command whose help is a marked template."""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help text."""
        self.help = say(self.help) if self.help else self.help
        super().format_help_text(ctx, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the command's line in its group's help."""
        return say(self.help) if self.help else super().get_short_help_str(limit)


class Group(Command, click.Group):
    """A group of such commands."""

    command_class = Command
    group_class = type  # click's word for: of this same class


def option(*names: str, **attributes: Any) -> Callable[[F], F]:
    """Add an option whose help is a marked template."""
    return click.option(*names, cls=Option, **attributes)


def choose_language(_context: click.Context, _option: click.Parameter, chosen: str | None) -> None:
    """Speak the language that was chosen, else the terminal's own where there is a catalogue for it."""
    wished = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    language = chosen or wished.partition("_")[0].partition(".")[0]
    if language in LANGUAGES and language != "en":
        use(language)
