"""Which Azure a command speaks to. A run keeps it, so that everything later about that run goes to the same one."""

from __future__ import annotations

from msgspec import Struct

CLOUDS = ("public", "usgov", "china")
SIGN_INS = ("environment", "workload", "az", "managed-identity", "device-code")
"""In the order in which they are tried where none is named (design §3: never managed identity before `az`)."""


class Target(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Practice Azure, or a cloud and how to sign in to it."""

    practice: bool = False
    cloud: str = "public"
    tenant: str | None = None
    auth: str | None = None
    arm_endpoint: str | None = None

    def same_azure(self, other: Target) -> bool:
        """Whether both lead to the same Resource Manager, whoever signs in."""
        return (self.practice, self.cloud, self.arm_endpoint) == (other.practice, other.cloud, other.arm_endpoint)
