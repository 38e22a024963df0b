"""ARM ids: made, taken apart, compared."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnetwizard.plan import ids
from vnetwizard.plan.cloud import Condition, Inventory, Resource
from vnetwizard.plan.ids import ResourceId

PARTS = st.text(st.characters(codec="utf-8", categories=["L", "N"], include_characters="._-()"), min_size=1)


def test_a_group() -> None:
    parsed = ids.parse("/subscriptions/S1/resourceGroups/TestRG1")
    assert parsed == ResourceId("S1", "TestRG1", "", (), ())
    assert (parsed.arm_type, parsed.name) == ("Microsoft.Resources/resourceGroups", "TestRG1")


def test_a_child() -> None:
    parsed = ids.parse("/subscriptions/S1/resourceGroups/G/providers/Microsoft.Network/virtualNetworks/V/subnets/Sub")
    assert parsed == ResourceId("S1", "G", "Microsoft.Network", ("virtualNetworks", "subnets"), ("V", "Sub"))
    assert (parsed.arm_type, parsed.name) == ("Microsoft.Network/virtualNetworks/subnets", "Sub")


@given(PARTS, PARTS, PARTS, PARTS)
def test_what_is_made_is_taken_apart_again(subscription: str, group: str, network: str, subnet: str) -> None:
    made = ids.network_resource_id(subscription, group, "virtualNetworks/subnets", network, subnet)
    expected = ResourceId(subscription, group, "Microsoft.Network", ("virtualNetworks", "subnets"), (network, subnet))
    assert ids.parse(made) == expected
    assert ids.parse(ids.group_id(subscription, group)) == ResourceId(subscription, group, "", (), ())


@pytest.mark.parametrize(
    "spelled",
    [
        "/SUBSCRIPTIONS/S1/resourcegroups/G/PROVIDERS/Microsoft.Network/virtualNetworks/V",
        "/subscriptions/S1/resourceGroups/G/providers/Microsoft.Network/virtualNetworks/V/",
        "subscriptions/S1/resourceGroups/G/providers/Microsoft.Network/virtualNetworks/V",
        "  /subscriptions/S1/resourceGroups/G/providers/Microsoft.Network/virtualNetworks/V\n",
    ],
)
def test_spelling_of_the_fixed_parts_does_not_matter(spelled: str) -> None:
    plain = "/subscriptions/S1/resourceGroups/G/providers/Microsoft.Network/virtualNetworks/V"
    assert ids.parse(spelled) == ids.parse(plain)
    assert ids.key(spelled) == ids.key(plain)


@pytest.mark.parametrize(
    "garbage",
    [
        "",
        "/",
        "TestVNet1",
        "/subscriptions/S1",
        "/subscriptions/S1/resourceGroups",
        "/subscriptions/S1/resourceGroups/",
        "/subscriptions//resourceGroups/G",
        "/tenants/S1/resourceGroups/G",
        "/subscriptions/S1/groups/G",
        "/subscriptions/S1/resourceGroups/G/providers",
        "/subscriptions/S1/resourceGroups/G/providers/Microsoft.Network",
        "/subscriptions/S1/resourceGroups/G/providers/Microsoft.Network/virtualNetworks",
        "/subscriptions/S1/resourceGroups/G/providers/Microsoft.Network/virtualNetworks/V/subnets",
        "/subscriptions/S1/resourceGroups/G/providers/Microsoft.Network/virtualNetworks//subnets/A",
        "/subscriptions/S1/resourceGroups/G/extensions/Microsoft.Network/virtualNetworks/V",
        "https://management.azure.com/subscriptions/S1/resourceGroups/G",
    ],
)
def test_garbage_is_refused(garbage: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(garbage)}$"):
        ids.parse(garbage)


def test_a_name_for_each_part_of_the_type() -> None:
    with pytest.raises(ValueError, match="zip"):
        ids.network_resource_id("S1", "G", "virtualNetworks/subnets", "V")


def test_an_inventory_finds_an_id_in_any_case() -> None:
    found = Resource(id="/subscriptions/s/resourceGroups/Rg", condition=Condition.READY, body={})
    inventory = Inventory({ids.key(found.id): found})
    assert inventory.get("/Subscriptions/S/RESOURCEGROUPS/rg/") is found
    assert inventory.get("/subscriptions/s/resourceGroups/Rg2") is None
