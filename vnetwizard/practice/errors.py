"""What goes wrong in practice Azure: refusals as Azure words them, and a state that cannot be used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vnetwizard.words import say

if TYPE_CHECKING:
    import msgspec


class PracticeStateError(Exception):
    """The practice state cannot be used; nothing was changed.

    `template` is a marked sentence that says what to do, `values` fills it in.
    """

    def __init__(self, template: str, values: dict[str, object]) -> None:
        super().__init__(say(template, values))
        self.template = template
        self.values = values


class Refusal(Exception):
    """A request that Azure answers with an error body.

    The two shapes are those of the recordings (errors.txt): the ARM front door sends `{"code","message"}` and the
    header `x-ms-failure-cause: gateway`; the network resource provider adds `"details":[]` and no such header.
    """

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        *,
        front_door: bool = False,
        details: tuple[dict[str, str], ...] = (),
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(f"{code}: {message}")
        self.status = status
        self.code = code
        self.message = message
        self.front_door = front_door
        self.details = details
        self.headers = headers or {}

    def body(self) -> dict[str, Any]:
        """Give the error body in the shape of whoever refuses."""
        error: dict[str, Any] = {"code": self.code, "message": self.message}
        if not self.front_door or self.details:
            error["details"] = list(self.details)
        return {"error": error}


def front_door(status: int, code: str, message: str) -> Refusal:
    """Make a refusal by the ARM front door, which never reaches a resource provider."""
    return Refusal(status, code, message, front_door=True)


def unparsable(error: msgspec.MsgspecError) -> Refusal:
    """Make the network provider's answer to JSON of a wrong type.

    Ours: no recording shows it. The code is Azure's; the detail names the path of the value that is wrong.
    """
    detail = {"code": "InvalidJson", "message": str(error)}
    return Refusal(400, "InvalidRequestFormat", "Cannot parse the request.", details=(detail,))


def missing_reference(target: str, referrer: str) -> Refusal:
    """Make the refusal of a reference to something absent. Ours: no recording shows it; code from azure-facts."""
    return Refusal(
        400,
        "InvalidResourceReference",
        f"Resource {target} referenced by resource {referrer} was not found. Please make sure that the referenced "
        "resource exists, and that both resources are in the same region.",
    )


def resource_not_found(kind: str, name: str, group: str) -> Refusal:
    """Make ARM's 404 of a resource (errors.txt, 404 ResourceNotFound); `kind` is the full type."""
    return front_door(
        404,
        "ResourceNotFound",
        f"The Resource '{kind}/{name}' under resource group '{group}' was not found. "
        "For more details please go to https://aka.ms/ARMResourceNotFoundFix",
    )
