"""What is printed when the screen is left: what is done, what Azure still does, the line to come back; an exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vnetwizard.run import telling
from vnetwizard.run.codes import exit_code
from vnetwizard.run.events import StepState
from vnetwizard.tui.model.notices import notices
from vnetwizard.tui.model.parting import Farewell
from vnetwizard.tui.model.progress import progress
from vnetwizard.words import mark, say

if TYPE_CHECKING:
    from vnetwizard.tui.model.seen import Seen


def farewell(seen: Seen) -> Farewell:
    """Return what to print when a run's pages are left as the run stands now."""
    page = progress(seen)
    heading = page.heading
    lines = [", ".join(filter(None, (f"{', '.join(heading.names)}: {heading.standing}", heading.far)))]
    lines += _made(seen)
    lines += filter(None, [telling.at_work(seen.view)])
    for notice in notices(seen):
        lines += [f"{notice.subject}: {notice.text}", f"  {notice.mend}"]
    lines += [telling.connection(one) for one in seen.view.connections]
    lines.append(f"{_short_hint(seen, page.hint)}  {page.command}")
    code = exit_code(seen.view.outcome)
    if not seen.over or seen.about.target.practice:
        return Farewell(code, tuple(lines))
    left = telling.remains(seen.view)
    return Farewell(code, (*lines, *left.sentences), left.commands)


def _made(seen: Seen) -> list[str]:
    done = [one.planned.name for one in seen.view.steps.values() if one.state is StepState.DONE]
    return [say(mark("Done: {names}."), {"names": ", ".join(done)})] if done else []


def _short_hint(seen: Seen, hint: str) -> str:
    return say(mark("The run goes on by itself. Come back with:")) if seen.working else hint
