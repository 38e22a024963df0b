"""Which handler answers a path. Fixed segments are compared without case, a trailing slash is nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vnetwizard.practice import frontdoor, groups
from vnetwizard.practice.call import SUBSCRIPTION_ID
from vnetwizard.practice.errors import Refusal, front_door
from vnetwizard.practice.resources import TYPES, connections, shared_keys, subnets

if TYPE_CHECKING:
    from collections.abc import Callable

    from vnetwizard.practice.call import Answer, Call

    Handler = Callable[[Call], Answer]

_SUBSCRIPTION = "/subscriptions/{subscription}"
_GROUPS = f"{_SUBSCRIPTION}/resourcegroups"
_GROUP = f"{_GROUPS}/{{group}}"
_NETWORK = "/providers/microsoft.network"
_LOCATION = f"{_SUBSCRIPTION}{_NETWORK}/locations/{{location}}"
_KEY = f"{_GROUP}{_NETWORK}/connections/{{name}}/sharedkey"
_SUBNETS = f"{_GROUP}{_NETWORK}/virtualnetworks/{{name}}/subnets"

_routes: dict[int, list[tuple[list[str], dict[str, Handler]]]] = {}
"""By number of segments: the pattern's segments, and the handlers by method."""


def _add(path: str, **handlers: Handler) -> None:
    segments = path.strip("/").split("/")
    _routes.setdefault(len(segments), []).append((segments, handlers))


_add("/subscriptions", GET=frontdoor.subscriptions)
_add("/tenants", GET=frontdoor.tenants)
_add("/metadata/endpoints", GET=frontdoor.endpoints)
_add(_SUBSCRIPTION, GET=frontdoor.subscription)
_add(f"{_SUBSCRIPTION}/locations", GET=frontdoor.locations)
_add(f"{_SUBSCRIPTION}/providers", GET=frontdoor.providers)
_add(f"{_SUBSCRIPTION}/providers/{{namespace}}", GET=frontdoor.provider)
_add(f"{_SUBSCRIPTION}/providers/{{namespace}}/register", POST=frontdoor.provider)
_add(f"{_SUBSCRIPTION}/operationresults/{{job}}", GET=groups.poll)
_add(_GROUPS, GET=groups.list_all)
_add(_GROUP, GET=groups.get, HEAD=groups.head, PUT=groups.put, PATCH=groups.patch, DELETE=groups.delete)
_add(f"{_GROUP}/resources", GET=groups.resources)
_add(f"{_LOCATION}/operations/{{operation}}", GET=frontdoor.operation)
_add(f"{_LOCATION}/operationresults/{{operation}}", GET=frontdoor.operation_result)
_add(_SUBNETS, GET=subnets.list_all)
_add(f"{_SUBNETS}/{{subnet}}", GET=subnets.get, PUT=subnets.put, DELETE=subnets.delete)
_add(_KEY, GET=shared_keys.get, PUT=shared_keys.put)
_add(f"{_KEY}/reset", POST=shared_keys.reset)
_add(
    f"{_GROUP}{_NETWORK}/virtualnetworkgateways/{{name}}/connections",
    GET=connections.Connections().of_gateway,
)
for _kind in TYPES.values():
    _path = f"{_NETWORK}/{_kind.segment.lower()}"
    _add(f"{_SUBSCRIPTION}{_path}", GET=_kind.list_all)
    _add(f"{_GROUP}{_path}", GET=_kind.list_all)
    _add(f"{_GROUP}{_path}/{{name}}", GET=_kind.get, PUT=_kind.put, PATCH=_kind.patch, DELETE=_kind.delete)


def find(method: str, segments: list[str]) -> tuple[Handler, dict[str, str]]:
    """Find the handler of a path, split and decoded, and the path's variables. Raises Refusal as ARM does."""
    lowered = [segment.lower() for segment in segments]
    for pattern, handlers in _routes.get(len(segments), ()):
        if all(part == own or part[0] == "{" for part, own in zip(pattern, lowered, strict=True)):
            names = {
                part[1:-1]: segment for part, segment in zip(pattern, segments, strict=True) if part.startswith("{")
            }
            _check_subscription(names.get("subscription"))
            if method in handlers:
                return handlers[method], names
            # Ours: no recording shows it.
            message = f"The requested resource does not support http method '{method}'."
            raise front_door(405, "MethodNotAllowed", message)
    raise _unknown(lowered, segments)


def _check_subscription(subscription: str | None) -> None:
    if subscription is not None and subscription.lower() != SUBSCRIPTION_ID:
        # Ours: no recording shows it; the code is in azure-facts.
        message = f"The subscription '{subscription}' could not be found."
        raise front_door(404, "SubscriptionNotFound", message)


def _unknown(lowered: list[str], segments: list[str]) -> Refusal:
    """Make ARM's answer to a type that there is not. Ours: no recording shows it."""
    if "providers" in lowered:
        _, *rest = segments[lowered.index("providers") :]
        namespace = rest[0] if rest else ""
        if namespace.lower() != "microsoft.network":
            return front_door(404, "InvalidResourceNamespace", f"The resource namespace '{namespace}' is invalid.")
        kind = "/".join(rest[1::2])
        message = f"The resource type '{kind}' could not be found in the namespace 'Microsoft.Network'."
        return front_door(404, "InvalidResourceType", message)
    return front_door(404, "NotFound", f"No resource was found at '/{'/'.join(segments)}'.")
