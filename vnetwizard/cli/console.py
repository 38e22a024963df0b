"""Says things by lines: findings, plans, events. Words for people, or one JSON object a line."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, TextIO

import msgspec

from vnetwizard.words import mark, say

if TYPE_CHECKING:
    from datetime import datetime

    from vnetwizard.plan.planner import Plan
    from vnetwizard.run.events import Problem
    from vnetwizard.run.journal import Entry
    from vnetwizard.topology.findings import Finding

_SEVERITIES = {"error": mark("error"), "warning": mark("warning"), "note": mark("note")}
_ACTIONS = {"create": mark("create"), "change": mark("change"), "keep": mark("keep")}
_DIFFERS = mark("differs")
_SIGNS = {"create": "+", "change": "~", "keep": "="}


class Console:
    """One command's output. With `as_json`, stdout gets one object a line and words go to stderr."""

    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json

    def tell(self, template: str, **values: object) -> None:
        """Say a sentence to a person."""
        _print(say(template, values), sys.stderr if self.as_json else sys.stdout)

    def warn(self, template: str, **values: object) -> None:
        """Say a sentence on stderr, JSON or not."""
        _print(say(template, values), sys.stderr)

    def line(self, text: str) -> None:
        """Show a line that is not ours to fold, such as one to paste into a shell."""
        print(text, file=sys.stderr if self.as_json else sys.stdout, flush=True)

    def emit(self, value: Any) -> None:
        """Print one JSON object; only with `as_json`."""
        if self.as_json:
            sys.stdout.buffer.write(msgspec.json.encode(value) + b"\n")
            sys.stdout.buffer.flush()

    def finding(self, finding: Finding) -> None:
        """Show one finding."""
        message, mend = say(finding.kind.message, finding.values), say(finding.kind.mend, finding.values)
        if self.as_json:
            self.emit(
                {
                    "event": "finding",
                    "severity": finding.severity,
                    "code": finding.code,
                    "field": finding.field,
                    "message": message,
                    "mend": mend,
                    "offers": finding.offers,
                }
            )
        else:
            self._finding(say(_SEVERITIES[finding.severity]), finding.field, message, mend)

    def problem(self, problem: Problem) -> None:
        """Show what an attempt or a question could not get over."""
        message, mend = say(problem.message, problem.values), say(problem.mend, problem.values)
        if self.as_json:
            self.emit(
                {
                    "event": "problem",
                    "step": problem.step,
                    "code": problem.code,
                    "message": message,
                    "mend": mend,
                    "request_id": problem.request_id,
                }
            )
        else:
            self._finding(say(_SEVERITIES["error"]), problem.step or problem.code, message, mend)
            if problem.request_id:
                self.tell(mark("         Azure's request id, for support: {id}"), id=problem.request_id)

    def _finding(self, severity: str, field: str, message: str, mend: str) -> None:
        indent = " " * 9
        _print(f"{severity:>8} {field}\n{indent}{message}\n{indent}{mend}", sys.stdout, indent)

    def plan(self, plan: Plan) -> None:
        """Show what would be made, changed and kept."""
        if self.as_json:
            for step in plan.steps:
                self.emit(
                    {
                        "event": "step",
                        "step": step.id,
                        "action": step.action,
                        "state": "planned",
                        "resource_id": step.resource_id,
                        "after": step.after,
                    }
                )
            return
        differing = {finding.field for finding in plan.conflicts}
        for step in plan.steps:
            where = f"{step.side}, {step.location}"
            sign, word = ("!", _DIFFERS) if step.id in differing else (_SIGNS[step.action], _ACTIONS[step.action])
            self.line(f"  {sign} {say(word):<7} {step.id:<33} {where}")

    def entry(self, entry: Entry, began: datetime | None) -> None:
        """Show one event of a journal; `began` is Azure's time when the run began."""
        from vnetwizard.cli import narrator  # noqa: PLC0415 - it knows all events, and most commands show none

        if self.as_json:
            self.emit(narrator.as_json(entry))
            return
        line = narrator.line(entry, began)
        if line:
            _print(line, sys.stdout, " " * narrator.INDENT)


def _print(text: str, stream: TextIO, indent: str = "") -> None:
    """Print text, folded to the width of the terminal where there is one."""
    if stream.isatty():
        import shutil  # noqa: PLC0415 - only for people
        import textwrap  # noqa: PLC0415

        width = max(40, shutil.get_terminal_size().columns)
        folded = (
            textwrap.fill(one, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
            for one in text.splitlines()
        )
        text = "\n".join(folded)
    print(text, file=stream, flush=True)


def clock(at: datetime) -> str:
    """Return a time of day in the local zone."""
    return at.astimezone().strftime("%H:%M")
