"""Comparing bodies: what is not as wanted is found wherever it is, what Azure adds is not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.plan.topologies import topologies
from vnetwizard.plan import planner
from vnetwizard.plan.cloud import Inventory
from vnetwizard.plan.compare import Difference, differences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vnetwizard.plan.cloud import Body
    from vnetwizard.topology.model import Topology

TEXTS = st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1, max_size=4)
PLAIN = st.one_of(st.booleans(), st.integers(), TEXTS)


def _lists_of_objects(values: st.SearchStrategy[Any]) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Objects with a name of their own each, as in ARM's lists of children, or without any."""
    objects = st.dictionaries(TEXTS.filter(lambda key: key != "name"), values, max_size=3)
    named = st.lists(st.tuples(TEXTS, objects), max_size=3, unique_by=lambda pair: pair[0].casefold())
    return named.map(lambda pairs: [{"name": name, **rest} for name, rest in pairs]) | st.lists(objects, max_size=3)


VALUES = st.recursive(
    PLAIN | st.lists(PLAIN, max_size=3),
    lambda values: st.dictionaries(TEXTS, values, max_size=3) | _lists_of_objects(values),
    max_leaves=12,
)
BODIES = st.dictionaries(TEXTS, VALUES, max_size=4)


def test_one_difference_says_where_and_both_values() -> None:
    wanted = {"properties": {"subnets": [{"name": "A", "on": True}], "dns": ["10.0.0.4", "10.0.0.5"]}}
    found = {"properties": {"subnets": [{"name": "B", "on": True}, {"name": "a", "on": False}], "dns": ["10.0.0.6"]}}
    assert differences(wanted, found) == (
        Difference("properties.subnets[A].on", "true", "false"),
        Difference("properties.dns", "10.0.0.4, 10.0.0.5", "10.0.0.6"),
    )


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"location": "eastus"}, {"location": "East US"}),
        ({"id": "/subscriptions/S/resourceGroups/G"}, {"id": "/subscriptions/s/resourcegroups/g"}),
        ({"space": ["10.0.0.0/16", "10.1.0.0/16"]}, {"space": ["10.1.0.0/16", "10.0.0.0/16"]}),
        ({"subnets": [{"name": "A"}, {"name": "B"}]}, {"subnets": [{"name": "C"}, {"name": "b"}, {"name": "a"}]}),
        ({"addressPrefix": "10.0.0.0/24"}, {"addressPrefixes": ["10.0.0.0/24"]}),
        ({"addressPrefix": "10.0.0.0/24"}, {"addressPrefix": "10.0.0.0/24", "addressPrefixes": None}),
        ({"zones": []}, {}),
        ({"zones": []}, {"zones": []}),
        ({"on": False, "mode": "Default"}, {}),
        ({"on": False, "mode": "Default"}, {"on": None, "mode": "default"}),
        ({"properties": {}}, {}),
        ({}, {"anything": 1}),
    ],
)
def test_these_are_equal(wanted: Body, found: Body) -> None:
    assert differences(wanted, found) == ()


@pytest.mark.parametrize(
    ("wanted", "found", "path"),
    [
        ({"name": "a b"}, {"name": "ab"}, "name"),
        ({"space": ["10.0.0.0/16"]}, {"space": ["10.0.0.0/16", "10.0.0.0/16"]}, "space"),
        ({"space": ["10.0.0.0/16"]}, {"space": "10.0.0.0/16"}, "space"),
        ({"space": ["10.0.0.0/16"]}, {}, "space"),
        ({"zones": []}, {"zones": ["1"]}, "zones"),
        ({"addressPrefix": "10.0.0.0/24"}, {"addressPrefixes": []}, "addressPrefix"),
        ({"addressPrefix": "10.0.0.0/24"}, {"addressPrefix": "10.0.1.0/24"}, "addressPrefix"),
        ({"asn": 65010}, {"asn": "65010"}, "asn"),
        ({"on": True}, {}, "on"),
        ({"on": False}, {"on": True}, "on"),
        ({"mode": "Default"}, {"mode": "ResponderOnly"}, "mode"),
        ({"mode": "InitiatorOnly"}, {}, "mode"),
        ({"policies": []}, {"policies": [{"dh": 1}]}, "policies"),
        ({"sku": {"name": "x"}}, {"sku": None}, "sku.name"),
        ({"sku": {"name": "x"}}, {"sku": "x"}, "sku.name"),
        ({"policies": [{"dh": 1}, {"dh": 2}]}, {"policies": [{"dh": 2}, {"dh": 2}]}, "policies[0].dh"),
        ({"policies": [{"dh": 1}]}, {"policies": []}, "policies[0].dh"),
    ],
)
def test_these_are_not_equal(wanted: Body, found: Body, path: str) -> None:
    assert [one.path for one in differences(wanted, found)] == [path]


def test_a_path_that_is_overlooked_does_not_count_nor_what_is_below_it() -> None:
    wanted = {"sku": {"tier": {"a": 1}, "name": "x"}, "tier": 1}
    assert [one.path for one in differences(wanted, {}, ["sku.tier"])] == ["sku.name", "tier"]


@pytest.mark.parametrize(
    ("names", "values", "found"),
    [
        (("one", "two"), (1, 2), []),
        (("one", "two"), (2, 1), []),
        (("activeActive", "default"), (1, 2), []),
        (("one", "two"), (1, 3), ["ip[activeActive].is"]),
        (("one",), (1,), ["ip[activeActive].is"]),
    ],
)
def test_where_names_are_overlooked_objects_are_told_apart_by_the_rest(
    names: tuple[str, ...], values: tuple[int, ...], found: list[str]
) -> None:
    wanted = {"ip": [{"name": "default", "is": 1}, {"name": "activeActive", "is": 2}]}
    there = {"ip": [{"name": name, "is": value} for name, value in zip(names, values, strict=True)]}
    assert [one.path for one in differences(wanted, there, ["ip[].name"])] == found


@given(BODIES)
def test_a_body_equals_itself(body: Body) -> None:
    assert differences(body, json.loads(json.dumps(body))) == ()


@given(BODIES, st.data())
def test_changing_any_value_is_found(body: Body, data: st.DataObject) -> None:
    for way in list(_leaves(body)):
        found = json.loads(json.dumps(body))
        _spoil(found, way)
        assert differences(body, found), (way, found)
    extra = data.draw(BODIES)
    assert differences(body, {**extra, **body}) == ()


@given(topologies())
@settings(max_examples=20, deadline=None)
def test_changing_any_value_of_a_plan_is_found_unless_it_is_overlooked(topology: Topology) -> None:
    for step in planner.make(topology, Inventory()).steps:
        missed = set()
        for way in _leaves(step.body):
            found = json.loads(json.dumps(step.body))
            _spoil(found, way)
            if not differences(step.body, found, step.overlooks):
                missed.add(".".join("[]" if isinstance(part, int) else part for part in way).replace(".[]", "[]"))
        assert missed == {path for path in step.overlooks if path in step.body or "." in path}


def _leaves(value: Any, way: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, (*way, key))
    elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
        for index, inner in enumerate(value):
            yield from _leaves(inner, (*way, index))
    else:
        yield way


def _spoil(body: Any, way: tuple[str | int, ...]) -> None:
    """Change the value at `way` to one that no comparison may take for the same."""
    *above, last = way
    for part in above:
        body = body[part]
    body[last] = _other(body[last])


def _other(value: Any) -> Any:
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case str():
            return value + "x"
        case [first, *rest]:
            return [_other(first), *rest]
    return ["x"]
