"""Signing in. Nothing of a token is ever written by us; azure-identity holds it in memory."""

from __future__ import annotations

import asyncio
import base64
import binascii
from functools import partial
from typing import TYPE_CHECKING, Any, Self

import msgspec
from azure.core.exceptions import ClientAuthenticationError
from azure.identity import CredentialUnavailableError, DeviceCodeCredential
from azure.identity.aio import (
    AzureCliCredential,
    EnvironmentCredential,
    ManagedIdentityCredential,
    WorkloadIdentityCredential,
)

from vnetwizard.cloud.transport import ca_bundle
from vnetwizard.plan.cloud import Identity
from vnetwizard.target import SIGN_INS

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from azure.core.credentials import AccessToken
    from azure.core.credentials_async import AsyncTokenCredential

    Prompt = Callable[[str, str], None]
    """Shows a person the URL and the code of a device sign-in."""

_IMDS_SECONDS = 3.0  # off Azure nobody answers there


class _DeviceCode:
    """azure-identity has this credential only for threads."""

    def __init__(self, prompt: Prompt, **options: Any) -> None:
        def show(url: str, code: str, _expires: datetime) -> None:
            prompt(url, code)

        self._credential = DeviceCodeCredential(prompt_callback=show, **options)

    async def get_token(self, *scopes: str, **options: Any) -> AccessToken:
        """Get a token; a person may have to enter a code first."""
        return await asyncio.to_thread(self._credential.get_token, *scopes, **options)

    async def close(self) -> None:
        """Close the threads' session."""
        self._credential.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()


class Chain:
    """Tries credentials in order until one gives a token, and then stays with that one.

    Not azure-identity's DefaultAzureCredential: that tries managed identity before the `az` login, so on an Azure
    jump host it would act as the machine. Nor its ChainedTokenCredential: that does not tell which one it was.
    """

    def __init__(self, makers: dict[str, Callable[[], AsyncTokenCredential | None]]) -> None:
        self._makers = makers
        self._choices: dict[str, AsyncTokenCredential] = {}
        self._retired: list[AsyncTokenCredential] = []
        self.method = next(iter(makers)) if len(makers) == 1 else ""
        self._make()

    def _make(self) -> None:
        made = {name: make() for name, make in self._makers.items() if self.method in {"", name}}
        self._choices = {name: choice for name, choice in made.items() if choice is not None}

    async def renew(self) -> None:
        """Forget every token: azure-identity keeps one until it should expire, whatever Azure says of it.

        What is left behind is closed at the end only: another request may be getting its token from it just now.
        """
        self._retired += self._choices.values()
        self._make()

    async def get_token(self, *scopes: str, **options: Any) -> AccessToken:
        """Get a token. Raises ClientAuthenticationError, which says of each way why it did not work."""
        if self.method in self._choices:
            return await self._choices[self.method].get_token(*scopes, **options)
        reasons = []
        for name, choice in self._choices.items():
            try:
                token = await choice.get_token(*scopes, **options)
            except CredentialUnavailableError as error:
                reasons.append(f"{name}: {str(error).partition(chr(10))[0]}")
            else:
                self.method = name
                return token
        raise ClientAuthenticationError("; ".join(reasons))

    async def close(self) -> None:
        """Close all of them."""
        for choice in (*self._retired, *self._choices.values()):
            await choice.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()


def credential(auth: str | None, *, authority: str, tenant: str | None, prompt: Prompt | None) -> Chain:
    """Return the way to sign in that was asked for, or all that could work, in the order of `SIGN_INS`.

    `prompt` is None where no person is there; then there is no device code.
    """
    wanted = [auth] if auth else [name for name in SIGN_INS if name != "device-code" or prompt]
    return Chain({name: partial(_make, name, authority, tenant, prompt) for name in wanted})


def _make(name: str, authority: str, tenant: str | None, prompt: Prompt | None) -> AsyncTokenCredential | None:
    verify: dict[str, Any] = {"connection_verify": bundle} if (bundle := ca_bundle()) else {}
    of_tenant: dict[str, Any] = {"tenant_id": tenant} if tenant else {}
    match name:
        case "environment":
            return EnvironmentCredential(authority=authority, **verify)
        case "workload":
            try:
                return WorkloadIdentityCredential(authority=authority, **of_tenant, **verify)
            except ValueError:  # not inside a workload that has one
                return None
        case "az":
            return AzureCliCredential(**of_tenant)
        case "managed-identity":
            return ManagedIdentityCredential(connection_timeout=_IMDS_SECONDS, **verify)
        case _:
            shown = prompt or (lambda _url, _code: None)
            return _DeviceCode(shown, authority=authority, **of_tenant, **verify)


def read_identity(token: str, method: str) -> Identity:
    """Say whom a token is for. Only for people to read: nothing is decided by it, and it is not checked."""
    try:
        payload = token.split(".")[1]
        claims = msgspec.json.decode(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    except (IndexError, ValueError, binascii.Error, msgspec.MsgspecError):
        return Identity(method=method)
    if not isinstance(claims, dict):
        return Identity(method=method)

    def claim(*names: str) -> str:
        return next((str(claims[name]) for name in names if claims.get(name)), "")

    return Identity(
        name=claim("upn", "unique_name", "preferred_username", "app_displayname", "appid"),
        object_id=claim("oid"),
        tenant=claim("tid"),
        method=method,
    )
