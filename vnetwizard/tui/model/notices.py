"""What a person has to know or do at once: a sign-in, problems with their mends, a worker that is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from vnetwizard.words import mark, say

if TYPE_CHECKING:
    from vnetwizard.tui.model.seen import Seen


class Notice(NamedTuple):
    """One thing to know: about what, what is the matter, what helps. `urgent`: the run waits for it."""

    subject: str
    text: str
    mend: str
    request_id: str = ""
    urgent: bool = False


def notices(seen: Seen) -> tuple[Notice, ...]:
    """Return everything that needs a person, the most urgent first."""
    found = []
    if seen.story.sign_in is not None:
        found.append(
            Notice(
                say(mark("sign in")),
                say(mark("This run waits until somebody signs in.")),
                say(
                    mark("Open {url} and enter the code {code}."),
                    {"url": seen.story.sign_in.url, "code": seen.story.sign_in.code},
                ),
                urgent=True,
            )
        )
    if seen.trouble:
        found.append(
            Notice(
                say(mark("journal")),
                seen.trouble,
                say(mark("What stands here may be old. It is read again and again; the run does not need this page.")),
            )
        )
    if seen.view.attempts and not seen.working and not seen.over:
        found.append(
            Notice(
                say(mark("worker")),
                say(mark("The worker of this run is gone: killed, or the machine restarted.")),
                say(mark("Nothing is lost. What Azure works on goes on there; resuming takes it up.")),
            )
        )
    for problem in seen.view.problems:
        step = seen.view.steps.get(problem.step)
        found.append(
            Notice(
                step.planned.name if step else problem.code,
                say(problem.message, problem.values),
                say(problem.mend, problem.values),
                problem.request_id,
            )
        )
    return tuple(found)
