"""What becomes of a body that is sent: Azure gives it back with additions of its own (azure-wire §3)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from vnetwizard.plan import ids
from vnetwizard.plan.steps import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vnetwizard.plan.cloud import Body
    from vnetwizard.plan.steps import Step

ADDITIONS: dict[str, Body] = {
    "network": {"virtualNetworkPeerings": [], "enableDdosProtection": False, "privateEndpointVNetPolicies": "Disabled"},
    "subnet": {"delegations": [], "privateEndpointNetworkPolicies": "Disabled"},
    "public-ip": {"ipAddress": "20.62.10.1", "idleTimeoutInMinutes": 4, "ipTags": []},
    "gateway": {"natRules": [], "enablePrivateIpAddress": False, "zones": "Regional", "allowRemoteVnetTraffic": False},
    "connection": {"routingWeight": 0, "trafficSelectorPolicies": [], "connectionMode": "Default"},
}
SHOWN_WHERE_NONE_IS_SENT: dict[str, Body] = {
    "network": {"subnets": []},
    "connection": {"ipsecPolicies": [], "dpdTimeoutSeconds": 0},
}


def applied(steps: Iterable[Step], bodies: Iterable[Body] = ()) -> list[Body]:
    """Return what Azure has after these steps, in their order, over what it had."""
    found = {ids.key(body["id"]): body for body in bodies}
    for step in steps:
        body = returned(step)
        if step.kind == "subnet":
            network = found[ids.key(step.resource_id.partition("/subnets/")[0])]
            network["properties"]["subnets"].append(body)
        else:
            found[ids.key(step.resource_id)] = body
    return list(found.values())


def returned(step: Step) -> Body:
    """Return the answer to a GET after this step."""
    body: Body = json.loads(json.dumps(step.body))
    body |= {"name": step.name, "id": step.resource_id, "type": KINDS[step.kind].arm_type, "etag": 'W/"1"'}
    if not body.get("zones", True):
        del body["zones"]
    properties = {
        "provisioningState": "Succeeded",
        **SHOWN_WHERE_NONE_IS_SENT.get(step.kind, {}),
        **body.get("properties", {}),
        **ADDITIONS.get(step.kind, {}),
    }
    for child in (*properties.get("subnets", ()), *properties.get("ipConfigurations", ())):
        child["id"] = f"{step.resource_id}/children/{child['name']}"
        child["properties"]["provisioningState"] = "Succeeded"
    if step.kind == "gateway":
        properties["sku"]["capacity"] = 2
        properties["bgpSettings"] = {"asn": 65515, "peerWeight": 0, **properties.get("bgpSettings", {})}
    return {**body, "properties": properties}
