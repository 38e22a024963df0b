"""What in an ARM body Microsoft's own models do not know."""

from __future__ import annotations

from enum import Enum
from inspect import get_annotations
from typing import TYPE_CHECKING, Any

from azure.mgmt.network import models as network
from azure.mgmt.resource.resources.models import ResourceGroup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vnetwizard.plan.cloud import Body

MODELS: dict[str, Any] = {
    "resource-group": ResourceGroup,
    "network": network.VirtualNetwork,
    "subnet": network.Subnet,
    "public-ip": network.PublicIPAddress,
    "gateway": network.VirtualNetworkGateway,
    "connection": network.VirtualNetworkGatewayConnection,
}


def strangers(kind: str, body: Body) -> list[str]:
    """Return the paths of names, and of values of enumerations, that the model of this kind of step does not have."""
    return list(_strangers(MODELS[kind](body), ""))


def _strangers(value: Any, path: str) -> Iterator[str]:
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _strangers(item, f"{path}[{index}]")
    elif hasattr(value, "_attr_to_rest_field"):
        attributes = {field._rest_name: name for name, field in value._attr_to_rest_field.items()}
        for name in value:
            at = f"{path}.{name}" if path else name
            if name not in attributes:
                yield at
                continue
            found = getattr(value, attributes[name])
            if "Union[str" in _annotation(type(value), attributes[name]) and not isinstance(found, Enum):
                yield f"{at} = {found}"
            yield from _strangers(found, at)


def _annotation(model: type, attribute: str) -> str:
    """Return the written type of an attribute, which may be inherited."""
    found = (get_annotations(one) for one in model.__mro__)
    return next((str(one[attribute]) for one in found if attribute in one), "")
