"""What stands beside a question: the line under it, and the counsel at the foot of the page for the one in focus."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from vnetwizard.topology.findings import Severity
from vnetwizard.tui.model.lines import Line, Tone
from vnetwizard.wizard.answers import KeyOrigin
from vnetwizard.words import mark, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vnetwizard.topology.fields import Field
    from vnetwizard.topology.findings import Finding
    from vnetwizard.wizard.questions import Question
    from vnetwizard.wizard.view import PageView

TONES = {Severity.ERROR: Tone.ERROR, Severity.WARNING: Tone.WARNING, Severity.NOTE: Tone.FAINT}
WORDS = {Severity.ERROR: mark("error"), Severity.WARNING: mark("warning"), Severity.NOTE: mark("note")}
_WORST_FIRST = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


class Note(NamedTuple):
    """The line under a question: its tone, and a text that begins with the tone in a word."""

    tone: Tone
    text: str


def note(findings: Sequence[Finding], question: Question) -> Note:
    """Return the line under a question: the worst finding, what is needed, or what a good answer means."""
    worst = worst_first(findings)
    if worst:
        text = say(mark("{severity}: {message}"), {"severity": word(worst[0].severity), "message": message(worst[0])})
        return Note(TONES[worst[0].severity], text)
    if question.missing:
        return Note(Tone.FAINT, say(mark("needed")))
    remark = question.remark
    if remark is None or not question.text.strip():
        return Note(Tone.FAINT, "")
    return Note(Tone.GOOD, say(mark("ok: {remark}"), {"remark": say(remark.message, remark.values)}))


def key_note(origin: KeyOrigin, findings: Sequence[Finding]) -> Note:
    """Return the line under the shared key; nothing of a typed one is in it."""
    if origin is KeyOrigin.GENERATED:
        return Note(Tone.GOOD, say(mark("ok: never shown, and written nowhere")))
    if findings:
        text = say(
            mark("{severity}: {message}"), {"severity": word(findings[0].severity), "message": message(findings[0])}
        )
        return Note(TONES[findings[0].severity], text)
    if origin is KeyOrigin.MISSING:
        return Note(Tone.FAINT, say(mark("needed: type it, or let one be generated")))
    return Note(Tone.GOOD, say(mark("ok: kept in memory only; after a restart it has to be typed again")))


def counsel(page: PageView, question: Question, offer: str = "", *, at_length: bool = False) -> tuple[Line, ...]:
    """Return what is said at the foot about the question in focus: its findings with their mends, else what it asks.

    `offer` is what F4 would put there. `at_length`: there is room for the rule, the default's reason and an example.
    """
    findings = worst_first([placed.finding for placed in page.about(question.id)])
    if not findings:
        return (((say(question.field.help), Tone.PLAIN),), *(explained(question.field) if at_length else ()))
    return told(findings, offer if offer != question.text else "")


def explained(field: Field) -> tuple[Line, ...]:
    """Return Azure's rule, why the default is what it is, and an example, each with its label."""
    parts = (
        (mark("Rule"), say(field.rule) if field.rule else ""),
        (mark("Default"), say(field.why) if field.why else ""),
        (mark("Example"), field.example),
    )
    width = max(cell_len(say(label)) for label, _ in parts) + 2
    return tuple(
        ((say(label) + " " * (width - cell_len(say(label))), Tone.FAINT), (text, Tone.PLAIN))
        for label, text in parts
        if text
    )


def told(findings: Sequence[Finding], offer: str = "") -> tuple[Line, ...]:
    """Return findings as lines: what is wrong, how to mend it, and what the suggest key takes."""
    lines: list[Line] = []
    for finding in findings:
        said: Line = ((f"{word(finding.severity)}: ", TONES[finding.severity]), (message(finding), Tone.STRONG))
        lines.append((*said, (f" {mend(finding)}", Tone.PLAIN)))
    if offer:
        lines.insert(1, ((say(mark("F4 takes {offer}"), {"offer": offer}), Tone.GOOD),))
    return tuple(lines)


def word(severity: Severity) -> str:
    """Return a severity in a word."""
    return say(WORDS[severity])


def message(finding: Finding) -> str:
    """Return what is wrong, with both values that clash."""
    return say(finding.kind.message, finding.values)


def mend(finding: Finding) -> str:
    """Return what to do about it."""
    return say(finding.kind.mend, finding.values)


def worst_first(findings: Sequence[Finding]) -> list[Finding]:
    """Return findings with the errors first; those of one severity stay in their order."""
    return sorted(findings, key=lambda finding: _WORST_FIRST.index(finding.severity))
