"""ARM resource ids: made, taken apart, compared.

An id is case-insensitive and Azure returns it in its canonical form (azure-wire §3).
"""

from __future__ import annotations

from typing import NamedTuple

NETWORK_PROVIDER = "Microsoft.Network"


class ResourceId(NamedTuple):
    """An id taken apart. `types` and `names` run from the outermost resource inwards; both empty for a group."""

    subscription: str
    resource_group: str
    provider: str
    types: tuple[str, ...]
    names: tuple[str, ...]

    @property
    def arm_type(self) -> str:
        """The ARM type, such as `Microsoft.Network/virtualNetworks/subnets`."""
        return "/".join((self.provider, *self.types)) if self.types else "Microsoft.Resources/resourceGroups"

    @property
    def name(self) -> str:
        """The innermost name."""
        return self.names[-1] if self.names else self.resource_group


def group_id(subscription: str, resource_group: str) -> str:
    """Return the id of a resource group."""
    return f"/subscriptions/{subscription}/resourceGroups/{resource_group}"


def network_resource_id(subscription: str, resource_group: str, arm_type: str, *names: str) -> str:
    """Return the id of a `Microsoft.Network` resource; `arm_type` without the provider, one name for each part."""
    parts = "/".join(f"{kind}/{name}" for kind, name in zip(arm_type.split("/"), names, strict=True))
    return f"{group_id(subscription, resource_group)}/providers/{NETWORK_PROVIDER}/{parts}"


def parse(resource_id: str) -> ResourceId:
    """Take an id apart.

    Raises:
        ValueError: it is not the id of a resource group or of a resource in one.

    """
    parts = resource_id.strip().strip("/").split("/")
    fixed = [part.casefold() for part in parts]
    if len(parts) < 4 or fixed[0] != "subscriptions" or fixed[2] != "resourcegroups" or "" in parts:  # noqa: PLR2004
        raise ValueError(resource_id)
    rest = parts[4:]
    if not rest:
        return ResourceId(parts[1], parts[3], "", (), ())
    if len(rest) < 4 or len(rest) % 2 or fixed[4] != "providers":  # noqa: PLR2004 - provider, then type and name
        raise ValueError(resource_id)
    return ResourceId(parts[1], parts[3], rest[1], tuple(rest[2::2]), tuple(rest[3::2]))


def key(resource_id: str) -> str:
    """Return the form of an id that is equal for ids that ARM calls equal."""
    return resource_id.strip().strip("/").casefold()
