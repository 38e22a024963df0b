"""Sentences about a run as a whole: which Azure, what that works on, what is billed, which command line leads on."""

from __future__ import annotations

from vnetwizard.run import aftermath
from vnetwizard.run.events import Outcome
from vnetwizard.run.wording import stopwatch
from vnetwizard.tui.model.seen import Seen, resumable
from vnetwizard.words import mark, say


def at_work(seen: Seen) -> str:
    """Say what Azure works on, and when that is looked at again."""
    if not seen.busy or seen.now is None:
        return ""
    listed = ", ".join(one.name for one in seen.busy)
    due = [at for step, at in seen.story.looks.items() if step in {one.step for one in seen.busy}]
    if not seen.working or not due:
        return say(mark("Azure works on {names}"), {"names": listed})
    wait = stopwatch((min(due) - seen.now).total_seconds())
    return say(mark("Azure works on {names}; next look in {wait}"), {"names": listed, "wait": wait})


def billed(seen: Seen) -> str:
    """Say what costs money already; nothing where nothing is real."""
    if seen.about.target.practice:
        return ""
    names = aftermath.billed(seen.view)
    return say(mark("Billed by the hour from creation: {names}"), {"names": ", ".join(names)}) if names else ""


def way_on(seen: Seen) -> tuple[str, str]:
    """Return a sentence and the command line that it ends with: how to come back, or to go on."""
    if seen.working:
        return say(mark("You may close this window: it goes on. Come back with:")), f"vnetwizard attach {seen.run}"
    if resumable(seen):
        return say(mark("Go on with:")), f"vnetwizard resume {seen.run}"
    if seen.view.outcome is Outcome.CONNECTED:
        return say(mark("Look again with:")), f"vnetwizard verify {seen.run}"
    return say(mark("See it again with:")), f"vnetwizard attach {seen.run}"
