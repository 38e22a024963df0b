"""What the start page shows: runs that wait, what can be begun, drafts, and which Azure that is about."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from tests.tui.journals import GATEWAYS, SUBSCRIPTION, MadeRun
from vnetwizard.drafts import Draft
from vnetwizard.plan.cloud import Identity
from vnetwizard.run import events
from vnetwizard.run.events import Outcome
from vnetwizard.run.facts import view
from vnetwizard.run.reading import AccountAnswer
from vnetwizard.run.runs import KnownRun
from vnetwizard.target import Target
from vnetwizard.tui.model.entries import Entry, Way
from vnetwizard.tui.model.start import ago, start
from vnetwizard.wizard import answers, moves
from vnetwizard.wizard.editing import change

if TYPE_CHECKING:
    from collections.abc import Callable

    from vnetwizard.wizard.answers import Answers

NOW = datetime(2026, 11, 24, 14, 2, 31, tzinfo=UTC)
PRACTICE, REAL = Target(practice=True), Target()
NAMES = ("TestVNet1", "TestVNet4")


def known(run: MadeRun, *, id_: str = "7f3a", before: float = 0, pid: int | None = None) -> KnownRun:
    """The run as the state folder has it, begun so many hours before it really was."""
    about = run.journal.about()
    about = replace(about, id=id_, created_at=about.created_at - timedelta(hours=before))
    return KnownRun(about, view(run.journal.entries()), pid)


def draft(
    id_: str = "d1", *, target: Target = PRACTICE, hours: float = 1, pages: int = 0, begun: Answers | None = None
) -> Draft:
    """A draft kept so long before now, so many pages on."""
    kept = begun or answers.practice()
    for _ in range(pages):
        kept = moves.forward(kept)
    return Draft(id=id_, target=target, saved_at=NOW - timedelta(hours=hours), answers=kept)


def only(run: KnownRun) -> Entry:
    (entry,) = start((run,), (), PRACTICE, NOW).runs
    return entry


def test_one_that_runs_can_be_watched(run: MadeRun) -> None:
    run.gateways_begun()
    assert only(known(run, pid=4711)) == Entry(
        Way.RUN,
        NAMES,
        "running, 6 of 12 steps",
        enter="Enter to watch",
        below="PRACTICE AZURE, begun 14 min ago",
        id="7f3a",
    )


def test_one_without_a_worker_is_interrupted(run: MadeRun) -> None:
    run.gateways_begun()
    entry = only(known(run))
    assert entry.beside == "interrupted: nobody works on it, 6 of 12 steps"
    assert entry.enter == "Enter to go on"
    assert entry.trouble == ""


def test_one_that_has_only_begun_has_made_nothing(run: MadeRun) -> None:
    assert only(known(run)).beside == "interrupted: nobody works on it, nothing made yet"
    run.record(events.RunStarted(run="7f3a", attempt=1, pid=1))
    assert only(known(run, pid=1)).beside == "running, nothing made yet"


def test_one_that_was_stopped_says_so(run: MadeRun) -> None:
    run.gateways_begun()
    run.finish(Outcome.STOPPED)
    assert only(known(run)).beside == "stopped, 6 of 12 steps"


def test_one_that_is_paused_says_why_as_azure_said_it(run: MadeRun) -> None:
    run.gateways_begun()
    run.refuse(GATEWAYS[0])
    run.finish(Outcome.PAUSED)
    entry = only(known(run))
    assert entry.beside == "paused, 6 of 12 steps"
    assert entry.trouble == "Azure refused TestVNet1GW (InvalidGatewaySize): No [/such] size [in] this region."
    assert only(known(run, pid=1)).trouble == ""


def test_a_pause_without_a_reason_is_one_all_the_same(run: MadeRun) -> None:
    run.gateways_begun()
    run.finish(Outcome.PAUSED)
    assert only(known(run)).trouble == ""


def test_a_run_says_which_azure_it_is_about(make_run: Callable[..., MadeRun]) -> None:
    run = make_run(practice=False)
    run.gateways_begun()
    assert only(known(run)).below == "Azure, public cloud, begun 14 min ago"


def test_a_plan_that_this_program_cannot_read_goes_by_its_run(run: MadeRun) -> None:
    run.gateways_begun()
    run.record(events.PlanChanged(plan="version = 2"))
    assert only(known(run)).names == ("7f3a",)


def test_unfinished_runs_come_first_then_the_newest_that_is_connected(run: MadeRun) -> None:
    run.gateways_begun()
    going = [known(run, id_=id_, before=hours, pid=1) for id_, hours in (("a", 0), ("b", 1))]
    run.connect()
    over = [known(run, id_=id_, before=hours) for id_, hours in (("c", 0), ("d", 2))]
    shown = start((over[0], going[0], going[1], over[1]), (draft(),), PRACTICE, NOW)
    assert [entry.id for entry in shown.runs] == ["a", "b", "c"]
    assert shown.runs[2] == Entry(
        Way.RUN,
        NAMES,
        "connected, both ways",
        enter="Enter to see it again",
        below="PRACTICE AZURE, begun 14 min ago",
        id="c",
    )


@pytest.mark.parametrize("outcome", [Outcome.FAILED, Outcome.STOPPED])
def test_what_failed_or_was_given_up_is_left_out(run: MadeRun, outcome: Outcome) -> None:
    run.gateways_begun()
    run.finish(outcome)
    if outcome is Outcome.STOPPED:
        run.record(events.Abandoned())
    assert start((known(run),), (), PRACTICE, NOW).runs == ()


def test_what_can_be_begun_in_azure() -> None:
    shown = start((), (), REAL, NOW)
    assert [(entry.way, entry.names[0]) for entry in shown.todo] == [
        (Way.JOIN, "Join two networks"),
        (Way.PRACTISE, "Practise"),
        (Way.OPEN, "Open a plan file"),
    ]


def test_what_can_be_begun_in_practice_azure() -> None:
    shown = start((), (), PRACTICE, NOW)
    assert [(entry.way, entry.names[0]) for entry in shown.todo] == [
        (Way.PRACTISE, "Practise on the sample"),
        (Way.JOIN, "Join two networks"),
        (Way.OPEN, "Open a plan file"),
    ]
    assert "nothing is real" in shown.todo[1].beside


def test_the_newest_five_drafts_are_shown() -> None:
    kept = [draft(f"d{hours}", hours=hours) for hours in range(7)]
    shown = start((), kept, PRACTICE, NOW).drafts
    assert [entry.id for entry in shown] == ["d0", "d1", "d2", "d3", "d4"]
    assert {entry.way for entry in shown} == {Way.DRAFT}


def test_a_draft_says_whom_it_is_about_and_where_it_was_left() -> None:
    (entry,) = start((), (draft(pages=4),), PRACTICE, NOW).drafts
    assert entry == Entry(Way.DRAFT, NAMES, "left on page 5, Gateway, 1 h ago", id="d1")


def test_a_draft_goes_by_the_names_that_it_has() -> None:
    empty = answers.start()
    one, other = start((), (draft(begun=empty), draft(begun=change(empty, "first.name", "hub"))), PRACTICE, NOW).drafts
    assert one.names == ("no names yet",)
    assert other.names == ("hub", "hub2")


def test_a_draft_about_another_azure_says_so() -> None:
    kept = (draft("a"), draft("b", target=REAL), draft("c", target=Target(cloud="usgov")))
    assert [entry.beside for entry in start((), kept, REAL, NOW).drafts] == [
        "practice, page 1, Basics, 1 h ago",
        "left on page 1, Basics, 1 h ago",
        "Azure, usgov cloud, page 1, Basics, 1 h ago",
    ]


def test_who_practises_is_not_led_to_the_real_azure() -> None:
    kept = [draft(f"r{at}", target=REAL) for at in range(5)] + [draft("p")]
    assert [entry.id for entry in start((), kept, PRACTICE, NOW).drafts] == ["p"]


@pytest.mark.parametrize(
    ("unfinished", "connected", "drafts", "first"),
    [
        (True, True, True, (Way.RUN, "a")),
        (True, False, False, (Way.RUN, "a")),
        (False, True, True, (Way.DRAFT, "d1")),
        (False, True, False, (Way.PRACTISE, "")),
        (False, False, True, (Way.DRAFT, "d1")),
        (False, False, False, (Way.PRACTISE, "")),
    ],
)
def test_what_has_the_focus_at_first(
    run: MadeRun,
    unfinished: bool,  # noqa: FBT001
    connected: bool,  # noqa: FBT001
    drafts: bool,  # noqa: FBT001
    first: tuple[Way, str],
) -> None:
    run.gateways_begun()
    going = known(run, id_="a")
    run.connect()
    runs = ((going,) if unfinished else ()) + ((known(run, id_="c"),) if connected else ())
    shown = start(runs, (draft(), draft("d2")) if drafts else (), PRACTICE, NOW)
    entry = shown.entries[shown.first]
    assert (entry.way, entry.id) == first


def account(**changes: object) -> AccountAnswer:
    identity = Identity(tenant="contoso", object_id="0", name="ana@example.com", method="az")
    made = AccountAnswer(identity, ((SUBSCRIPTION, "Pay as you go"),), SUBSCRIPTION)
    return replace(made, **changes)


def test_practice_azure_says_that_it_is_not_real() -> None:
    shown = start((), (), PRACTICE, NOW, account=account())
    assert shown.azure == "Practice Azure: nothing is real and nothing costs."


def test_azure_says_which_and_that_nobody_is_signed_in_yet() -> None:
    told = start((), (), Target(cloud="china"), NOW).azure
    assert told.startswith("Azure, china cloud, not signed in yet (asked for when it is needed).")


def test_azure_says_as_whom_and_in_which_subscription() -> None:
    assert start((), (), REAL, NOW, account=account()).azure == (
        f"Azure, public cloud, as ana@example.com, tenant contoso (az), in subscription Pay as you go ({SUBSCRIPTION})."
    )
    assert start((), (), REAL, NOW, account=account(default=None)).azure.endswith(
        "which subscription is chosen on the pages."
    )
    nameless = account(identity=Identity(object_id="0f", tenant="t", method="az"))
    assert "as 0f, tenant t" in start((), (), REAL, NOW, account=nameless).azure


def test_what_is_wrong_is_passed_on() -> None:
    assert start((), (), REAL, NOW, ("one", "other")).troubles == ("one", "other")


@pytest.mark.parametrize(
    ("then", "words"),
    [
        (NOW + timedelta(hours=3), "just now"),
        (NOW - timedelta(seconds=59), "just now"),
        (NOW - timedelta(seconds=60), "1 min ago"),
        (NOW - timedelta(minutes=59, seconds=59), "59 min ago"),
        (NOW - timedelta(hours=1), "1 h ago"),
        (NOW - timedelta(hours=14), "14 h ago"),
        (NOW - timedelta(hours=15), "yesterday"),
        (NOW - timedelta(hours=38), "yesterday"),
        (NOW - timedelta(hours=39), "2 days ago"),
        (datetime(2000, 1, 1, tzinfo=UTC), "9824 days ago"),
    ],
)
def test_how_long_ago_in_words(then: datetime, words: str) -> None:
    assert ago(then, NOW) == words


def test_an_hour_before_midnight_is_an_hour_ago() -> None:
    night = datetime(2026, 11, 24, 0, 30, tzinfo=UTC)
    assert ago(night - timedelta(hours=1), night) == "1 h ago"
