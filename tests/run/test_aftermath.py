"""What a run leaves behind: only what it made, in an order in which Azure lets it go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vnetwizard.run import aftermath, events

if TYPE_CHECKING:
    from tests.run.fake_cloud import FakeCloud
    from tests.run.one_run import Run
    from vnetwizard.plan.planner import Plan


async def test_deletion_runs_from_the_connections_to_the_groups(run: Run) -> None:
    await run.attempt()
    names = [step.name for step in aftermath.made(run.view)]
    for early, late in [
        ("TestVNet1toTestVNet4", "TestVNet1GW"),
        ("TestVNet4toTestVNet1", "TestVNet1GW"),
        ("TestVNet1GW", "TestVNet1GWIP"),
        ("TestVNet1GW", "TestVNet1"),
        ("TestVNet1", "TestRG1"),
        ("TestVNet4GWIP", "TestRG4"),
    ]:
        assert names.index(early) < names.index(late)
    lines = aftermath.deletion_lines(run.view)
    assert len(lines) == 8 + 2 * 2
    assert lines[-1].startswith("az group delete --name TestRG")


async def test_what_was_there_before_is_not_deleted(run: Run, cloud: FakeCloud, plan: Plan) -> None:
    for name in ("resource-group/TestRG1", "network/TestVNet1"):
        cloud.plant(plan.step(name).resource_id, plan.step(name).body)
    await run.attempt()
    text = "\n".join(aftermath.deletion_lines(run.view))
    assert "virtualNetworks/TestVNet4" in text
    assert "virtualNetworks/TestVNet1" not in text
    assert "TestRG1 --subscription" not in text


async def test_gateways_and_public_ips_cost_money(run: Run) -> None:
    await run.attempt()
    assert sorted(aftermath.billed(run.view)) == ["TestVNet1GW", "TestVNet1GWIP", "TestVNet4GW", "TestVNet4GWIP"]


async def test_what_an_earlier_plan_made_is_not_forgotten(run: Run) -> None:
    await run.attempt()
    before = len(aftermath.deletion_lines(run.view))
    text = run.journal.about().plan.replace("TestRG1", "Elsewhere").replace("TestVNet1GWIP", "OtherIP")
    run.journal.record(events.PlanChanged(plan=text), run.cloud.now())
    await run.attempt()
    lines = "\n".join(aftermath.deletion_lines(run.view))
    assert "TestRG1/providers/Microsoft.Network/virtualNetworkGateways/TestVNet1GW" in lines
    assert len(aftermath.deletion_lines(run.view)) >= before
