"""What ARM itself answers: subscriptions, tenants, locations, providers, endpoints, and polls of operations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from vnetwizard.practice import operations, regions
from vnetwizard.practice.call import SUBSCRIPTION, SUBSCRIPTION_ID, TENANT_ID, Answer
from vnetwizard.practice.errors import Refusal, front_door
from vnetwizard.practice.resources import TYPES

if TYPE_CHECKING:
    from vnetwizard.practice.call import Call
    from vnetwizard.practice.transaction import Operation

PROVIDERS = ("Microsoft.Network", "Microsoft.Resources")
WITH_TENANT = "2019-06-01"
"""From this api-version on a subscription tells its tenant; at 2016-06-01 it does not (ours: by the SDK's models)."""


def subscriptions(call: Call) -> Answer:
    """Show the only subscription (resource-15.0.0 test_subscriptions L14)."""
    return Answer(200, {"value": [_subscription(call)], "count": {"type": "Total", "value": 1}})


def subscription(call: Call) -> Answer:
    """Show a subscription."""
    return Answer(200, _subscription(call))


def locations(call: Call) -> Answer:
    """Show the regions, with more about each from 2019-11-01 on."""
    return Answer(200, {"value": regions.locations(call.api_version)})


def tenants(_: Call) -> Answer:
    """Show the only tenant. Ours: no recording shows it; the fields are the spec's."""
    return Answer(200, {"value": [{"id": f"/tenants/{TENANT_ID}", "tenantId": TENANT_ID, "displayName": "Practice"}]})


def providers(_: Call) -> Answer:
    """Show the resource providers."""
    return Answer(200, {"value": [_provider(namespace) for namespace in PROVIDERS]})


def provider(call: Call) -> Answer:
    """Show or register a provider; practice Azure's are Registered from the start."""
    for namespace in PROVIDERS:
        if namespace.lower() == call.names["namespace"].lower():
            return Answer(200, _provider(namespace))
    # Ours: no recording shows it.
    message = f"The resource namespace '{call.names['namespace']}' is invalid."
    raise front_door(404, "InvalidResourceNamespace", message)


def endpoints(call: Call) -> Answer:
    """Show the cloud's endpoints, for clients that ask before they sign in: an object, a list from 2018 to 2021.

    Ours: no recording shows it; the fields are Azure's, those of 2015-01-01 too.

    The token audience is the public cloud's, so a client that signs in by hand never asks a token for this host.
    """
    authentication = {
        "loginEndpoint": call.base_url,
        "audiences": ["https://management.core.windows.net/", "https://management.azure.com/"],
        "tenant": "common",
        "identityProvider": "AAD",
    }
    cloud = {
        "name": "Practice",
        "portal": "https://portal.azure.com",
        "authentication": authentication,
        "resourceManager": f"{call.base_url}/",
        "graph": "https://graph.windows.net/",
        "microsoftGraphResourceId": "https://graph.microsoft.com/",
        "suffixes": {"storage": "core.windows.net", "keyVaultDns": "vault.azure.net"},
    }
    if "2018" <= call.api_version < "2022":
        return Answer(200, [cloud])
    first = {"galleryEndpoint": "", "graphEndpoint": cloud["graph"], "portalEndpoint": cloud["portal"]}
    return Answer(200, cloud | first if call.api_version < "2018" else cloud)


def operation(call: Call) -> Answer:
    """Tell how an operation stands: InProgress with Retry-After, then Succeeded or Failed, always 200."""
    running = _operation(call)
    if call.tx.now < running.ends:
        wait = operations.retry_after(running.kind, call.tx.now - running.began)
        return Answer(200, {"status": "InProgress"}, {"Retry-After": str(wait)}, provider=True)
    if running.failure:
        return Answer(200, {"status": "Failed", **msgspec.json.decode(running.failure)}, provider=True)
    return Answer(200, {"status": "Succeeded"}, provider=True)


def operation_result(call: Call) -> Answer:
    """Give what an operation came to: 202 with Location while it runs, then the answer it stands for.

    `null` after a POST is recorded (net19 L3671), and so is a failure as 409 (net22 L3816); 204 after a DELETE and the
    resource after a PUT are ours: no recording shows them.
    """
    running = _operation(call)
    if call.tx.now < running.ends:
        url = call.operation_url(running.id, call.names["location"], running.began, results=True)
        return Answer(202, None, {"Location": url, "Retry-After": "10"}, provider=True)
    if running.failure:
        return Answer(409, msgspec.json.decode(running.failure), provider=True)
    if running.method == "DELETE":
        return Answer(204, provider=True)
    row = call.tx.find(running.target) if running.method == "PUT" else None
    call.single = True
    return Answer(200, TYPES[row.type].render(call, row) if row else msgspec.Raw(b"null"), provider=True)


def _operation(call: Call) -> Operation:
    name = call.names["operation"]
    found = call.tx.operation(name)
    if found is None or not operations.intact(name, call.query_string):
        # Ours: no recording shows it; the words are of azure-sdk-for-python issue 22061.
        raise Refusal(404, "OperationNotFound", f"Operation {name} not found.")
    return found


def _subscription(call: Call) -> dict[str, Any]:
    found: dict[str, Any] = {"id": SUBSCRIPTION, "authorizationSource": "RoleBased"}
    newer = call.api_version >= WITH_TENANT
    if newer:
        found |= {"managedByTenants": [], "tags": {}}
    found["subscriptionId"] = SUBSCRIPTION_ID
    if newer:
        found["tenantId"] = TENANT_ID
    policies = {"locationPlacementId": "Public_2014-09-01", "quotaId": "PayAsYouGo_2014-09-01", "spendingLimit": "Off"}
    return found | {"displayName": "Practice", "state": "Enabled", "subscriptionPolicies": policies}


def _provider(namespace: str) -> dict[str, Any]:
    kinds = [kind.segment for kind in TYPES.values()] if namespace == PROVIDERS[0] else ["resourceGroups"]
    names = [region.display_name for region in regions.REGIONS.values()]
    resource_types = [{"resourceType": kind, "locations": names, "apiVersions": []} for kind in kinds]
    return {
        "id": f"{SUBSCRIPTION}/providers/{namespace}",
        "namespace": namespace,
        "resourceTypes": resource_types,
        "registrationState": "Registered",
        "registrationPolicy": "RegistrationRequired",
    }
