"""Which subscriptions can be seen, and which one is meant where a plan file names none."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from azure.mgmt.subscription.aio import SubscriptionClient

from vnetwizard.cloud.lists import listed
from vnetwizard.plan.cloud import SubscriptionUnclear

if TYPE_CHECKING:
    from azure.core.credentials_async import AsyncTokenCredential

    from vnetwizard.cloud.endpoints import Endpoint
    from vnetwizard.cloud.transport import PacedTransport

Visible = tuple[tuple[str, str], ...]
"""Subscription ids with their names."""


class _AzSubscription(msgspec.Struct, rename="camel"):
    id: str
    is_default: bool = False


class _AzProfile(msgspec.Struct):
    subscriptions: list[_AzSubscription] = []


async def visible(
    credential: AsyncTokenCredential, endpoint: Endpoint, scope: str, transport: PacedTransport, options: dict[str, Any]
) -> Visible:
    """List the enabled subscriptions that this identity can see."""
    client = SubscriptionClient(
        credential,
        base_url=endpoint.base_url,
        credential_scopes=[scope],
        transport=transport,
        user_agent="vnetwizard",
        retry_total=0,  # as everywhere in this room: whoever asks has the patience
    )
    return tuple(
        [
            (str(one.subscription_id), str(one.display_name or ""))
            async for one in listed(client.subscriptions.list(**options), endpoint)
            if str(one.state).rpartition(".")[2].casefold() in {"enabled", "warned", "pastdue"}
        ]
    )


def choose(found: Visible) -> str:
    """Choose: the only one visible, else `AZURE_SUBSCRIPTION_ID`, else the default of `az` (design §5).

    Raises:
        SubscriptionUnclear: none of these says which.

    """
    if len(found) == 1:
        return found[0][0]
    by_id = {subscription.casefold(): subscription for subscription, _ in found}
    for wish in (os.environ.get("AZURE_SUBSCRIPTION_ID", ""), _az_default()):
        if wish.strip().casefold() in by_id:
            return by_id[wish.strip().casefold()]
    raise SubscriptionUnclear(found)


def _az_default() -> str:
    """Return the subscription that `az account set` chose, or nothing."""
    folder = Path(os.environ.get("AZURE_CONFIG_DIR") or Path.home() / ".azure")
    try:
        text = (folder / "azureProfile.json").read_text(encoding="utf-8-sig")
        profile = msgspec.json.decode(text, type=_AzProfile)
    except (OSError, ValueError, msgspec.MsgspecError):
        return ""
    return next((one.id for one in profile.subscriptions if one.is_default), "")
