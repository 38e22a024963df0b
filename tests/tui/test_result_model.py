"""What stands when a run is over, on the page and in the scrollback."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.tui.journals import GATEWAYS, MadeRun
from vnetwizard.run.codes import exit_code
from vnetwizard.run.events import Outcome
from vnetwizard.tui.model.farewell import farewell
from vnetwizard.tui.model.result import commands, result

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def connected(run: MadeRun) -> MadeRun:
    run.gateways_begun()
    run.connect()
    return run


def test_both_connections_stand_with_status_and_bytes(connected: MadeRun) -> None:
    page = result(connected.watched().seen())
    assert page.heading.standing == "connected, both ways"
    assert [one[1:] for one in page.connections] == [
        ("TestVNet1toTestVNet4", "Connected", "1.2 MB", "800 bytes"),
        ("TestVNet4toTestVNet1", "Connected", "0 bytes", "0 bytes"),
    ]
    assert page.took == "Proven: one key at both ends. Took 25 min 14 s."


def test_what_comes_next_names_groups_and_routes(connected: MadeRun) -> None:
    text = " ".join(line for one in result(connected.watched().seen()).sections for line in one.sentences)
    assert "Network security groups" in text
    assert "Route tables" in text
    assert "nothing costs" in text


def test_where_it_is_real_the_lines_that_delete_it_are_there(make_run: Callable[..., MadeRun]) -> None:
    run = make_run(practice=False)
    run.gateways_begun()
    run.connect()
    lines = commands(result(run.watched().seen()))
    assert lines[1].startswith("az network vpn-connection show --name TestVNet1toTestVNet4 --resource-group TestRG1")
    assert sum(line.startswith("az resource delete") for line in lines) == 8
    told = farewell(run.watched().seen())
    assert told.commands[-1].startswith("az group delete")
    assert any("cost money" in line for line in told.lines)


@pytest.mark.parametrize("outcome", [Outcome.STOPPED, Outcome.PAUSED])
def test_an_unfinished_run_says_what_goes_on_and_how_to_go_on(run: MadeRun, outcome: Outcome) -> None:
    run.gateways_begun()
    run.finish(outcome)
    page = result(run.watched().seen())
    assert page.sections[0].commands == ("vnetwizard resume 7f3a",)
    assert page.sections[0].sentences[0] == "Azure still works on: TestVNet1GW, TestVNet4GW."


def test_a_failed_run_keeps_its_problem_in_sight(run: MadeRun) -> None:
    run.gateways_begun()
    run.refuse(GATEWAYS[0])
    run.finish(Outcome.FAILED)
    page = result(run.watched().seen())
    assert [one.subject for one in page.notices] == ["TestVNet1GW"]
    assert page.sections[0].commands == ("vnetwizard apply PLAN",)


def test_leaving_a_running_run_prints_what_is_done_what_azure_does_and_the_way_back(run: MadeRun) -> None:
    run.hold()
    run.gateways_begun()
    assert farewell(run.watched(12).seen()) == (
        3,
        (
            "TestVNet1, TestVNet4: running, 6 of 12 steps, 14 min",
            "Done: TestRG1, TestVNet1, TestVNet1GWIP, TestRG4, TestVNet4, TestVNet4GWIP.",
            "Azure still works on: TestVNet1GW, TestVNet4GW. It goes on there.",
            "The run goes on by itself. Come back with:  vnetwizard attach 7f3a",
        ),
        (),
    )


@pytest.mark.parametrize("outcome", [None, *Outcome])
def test_exit_codes_are_those_of_the_command_line(run: MadeRun, outcome: Outcome | None) -> None:
    run.gateways_begun()
    if outcome is not None:
        run.finish(outcome)
    assert farewell(run.watched().seen()).code == exit_code(outcome)
