"""The check of names against Microsoft's models finds what it should."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.plan.sdk_names import strangers

if TYPE_CHECKING:
    from vnetwizard.plan.cloud import Body


@pytest.mark.parametrize(
    ("kind", "body", "found"),
    [
        ("network", {"region": "eastus"}, ["region"]),
        ("network", {"properties": {"addressSpace": {"prefixes": []}}}, ["properties.addressSpace.prefixes"]),
        (
            "gateway",
            {"properties": {"ipConfigurations": [{"properties": {"publicIpAddress": {}}}]}},
            ["properties.ipConfigurations[0].properties.publicIpAddress"],
        ),
        ("gateway", {"properties": {"vpnType": "Routed"}}, ["properties.vpnType = Routed"]),
        (
            "connection",
            {"properties": {"ipsecPolicies": [{"dhGroup": "DHGroup3", "pfsGroup": "PFS2"}]}},
            ["properties.ipsecPolicies[0].dhGroup = DHGroup3"],
        ),
    ],
)
def test_a_name_or_value_that_azure_does_not_have_is_found(kind: str, body: Body, found: list[str]) -> None:
    assert strangers(kind, body) == found
