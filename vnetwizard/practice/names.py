"""Names of resources, by Azure's rules (azure-facts section 6). The codes and words of refusals are ours."""

from __future__ import annotations

import re

from vnetwizard.practice.errors import Refusal, front_door

_NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9_.-]{0,78}[A-Za-z0-9_])?")
_NETWORK_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,62}[A-Za-z0-9_]")
_GROUP_NAME = re.compile(r"[-\w.()]{0,89}[-\w()]")


def check_name(name: str, *, network: bool = False) -> None:
    """Refuse a name that no resource can have; a virtual network's is 2 to 64 characters, others' 1 to 80."""
    if not (_NETWORK_NAME if network else _NAME).fullmatch(name):
        message = (
            f"Resource name {name} is invalid. The name can be up to {64 if network else 80} characters long. It must "
            "begin with a word character, and it must end with a word character or with '_'. "
            "The name may contain word characters or '.', '-', '_'."
        )
        raise Refusal(400, "InvalidResourceName", message)


def check_group_name(name: str) -> None:
    """Refuse a name that no resource group can have."""
    if not _GROUP_NAME.fullmatch(name):
        message = (
            f"The provided resource group name '{name}' has these invalid characters or length: 1 to 90 letters, "
            "digits, '-', '_', '.', '(' and ')' are allowed, and the last one is no period."
        )
        raise front_door(400, "InvalidParameter", message)
