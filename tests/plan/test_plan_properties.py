"""What is true of every plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.plan.azure_adds import applied
from tests.plan.observed import observe
from tests.plan.sdk_names import strangers
from tests.plan.topologies import topologies
from vnetwizard.plan import ids, planner
from vnetwizard.plan.cloud import Inventory
from vnetwizard.plan.steps import KINDS, Action

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vnetwizard.plan.cloud import Body
    from vnetwizard.topology.model import Topology

thorough = settings(max_examples=60, deadline=None)


@st.composite
def half_built(draw: st.DrawFn) -> tuple[Topology, list[Body]]:
    """Draw a topology and what a run left of it: some resources, some without some subnets, some not yet done."""
    topology = draw(topologies())
    bodies = [body for body in applied(planner.make(topology, Inventory()).steps) if draw(st.booleans())]
    for body in bodies:
        properties = body["properties"]
        properties["provisioningState"] = draw(st.sampled_from(["Succeeded", "Succeeded", "Updating"]))
        if "subnets" in properties:
            properties["subnets"] = [one for one in properties["subnets"] if draw(st.booleans())]
    return topology, bodies


@given(half_built())
@thorough
def test_steps_come_in_an_order_in_which_they_can_be_done(drawn: tuple[Topology, list[Body]]) -> None:
    topology, bodies = drawn
    done: set[str] = set()
    for step in planner.make(topology, observe(topology, bodies)).steps:
        assert set(step.after) <= done
        assert step.id.casefold() not in {one.casefold() for one in done}
        done.add(step.id)


@given(half_built())
@thorough
def test_a_step_creates_what_is_missing_and_keeps_what_is_there(drawn: tuple[Topology, list[Body]]) -> None:
    topology, bodies = drawn
    inventory = observe(topology, bodies)
    for step in planner.make(topology, inventory).steps:
        assert (step.action is Action.KEEP) == (inventory.get(step.resource_id) is not None)


@given(half_built())
@thorough
def test_the_steps_of_one_resource_keep_their_id_when_some_have_been_done(drawn: tuple[Topology, list[Body]]) -> None:
    topology, bodies = drawn
    before = {step.resource_id: step.id for step in planner.make(topology, Inventory()).steps}
    after = {step.resource_id: step.id for step in planner.make(topology, observe(topology, bodies)).steps}
    assert before.items() <= after.items()


@given(half_built())
@thorough
def test_what_a_plan_has_made_is_kept_by_the_next(drawn: tuple[Topology, list[Body]]) -> None:
    topology, bodies = drawn
    for body in bodies:
        body["properties"]["provisioningState"] = "Succeeded"
    plan = planner.make(topology, observe(topology, bodies))
    assert plan.conflicts == ()
    made = applied([step for step in plan.steps if step.action is Action.CREATE], bodies)
    again = planner.make(topology, observe(topology, made))
    assert again.conflicts == ()
    assert again.count(Action.KEEP) == len(again.steps)


@given(topologies())
@thorough
def test_a_pair_is_two_connections_that_lead_to_each_other(topology: Topology) -> None:
    plan = planner.make(topology, Inventory())
    assert len(plan.pairs) == len(topology.links)
    for pair in plan.pairs:
        first, second = (plan.step(one).body["properties"] for one in (pair.first, pair.second))
        assert first["virtualNetworkGateway1"] == second["virtualNetworkGateway2"]
        assert first["virtualNetworkGateway2"] == second["virtualNetworkGateway1"]
        both = ("enableBgp", "dpdTimeoutSeconds", "ipsecPolicies")
        assert [first.get(name) for name in both] == [second.get(name) for name in both]


@given(topologies())
@thorough
def test_no_body_has_a_place_for_a_key(topology: Topology) -> None:
    for step in planner.make(topology, Inventory()).steps:
        assert not [name for name in _names(step.body) if "key" in name.casefold()]
        assert step.key_path == (("properties", "sharedKey") if step.kind == "connection" else ())


@given(topologies())
@thorough
def test_microsofts_models_know_every_name_and_value(topology: Topology) -> None:
    for step in planner.make(topology, Inventory()).steps:
        assert strangers(step.kind, step.body) == []
        assert ids.parse(step.resource_id).arm_type == KINDS[step.kind].arm_type


@given(topologies())
@thorough
def test_the_ids_in_bodies_are_those_of_steps(topology: Topology) -> None:
    plan = planner.make(topology, Inventory())
    known = {step.resource_id for step in plan.steps}
    for step in plan.steps:
        mentioned = {found.partition("/subnets/")[0] for found in _ids(step.body)}
        assert mentioned <= known
        assert mentioned <= {plan.step(one).resource_id for one in step.after}


def _names(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from _names(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _names(inner)


def _ids(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (inner for name, inner in value.items() if name == "id")
        for inner in value.values():
            yield from _ids(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _ids(inner)
