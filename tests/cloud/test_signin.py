"""Signing in anew while others sign in, and by which way one did."""

from __future__ import annotations

import asyncio
from typing import Any, Self

import pytest
from azure.core.credentials import AccessToken
from azure.core.exceptions import ClientAuthenticationError
from azure.identity import CredentialUnavailableError

from vnetwizard.cloud.signin import Chain, read_identity


class Way:
    """A credential whose answer waits for the test."""

    def __init__(self, *, available: bool = True) -> None:
        self.available, self.closed = available, False
        self.go = asyncio.Event()

    async def get_token(self, *_scopes: str, **_options: Any) -> AccessToken:
        await self.go.wait()
        if self.closed:
            raise RuntimeError
        if not self.available:
            raise CredentialUnavailableError("not set up here")
        return AccessToken("token", 0)

    async def close(self) -> None:
        self.closed = True

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()


async def test_signing_in_anew_takes_nothing_from_who_signs_in_just_now() -> None:
    made: list[Way] = []

    def make() -> Way:
        made.append(Way())
        return made[-1]

    chain = Chain({"az": make})
    waiting = asyncio.create_task(chain.get_token("scope"))
    await asyncio.sleep(0)
    await chain.renew()
    made[0].go.set()
    assert (await waiting).token == "token"
    await chain.close()
    assert [way.closed for way in made] == [True, True]


async def test_the_first_way_that_is_set_up_is_kept() -> None:
    ways = {"environment": Way(available=False), "az": Way(), "managed-identity": Way()}
    for way in ways.values():
        way.go.set()
    chain = Chain({name: lambda way=way: way for name, way in ways.items()})  # type: ignore[misc]
    await chain.get_token("scope")
    assert chain.method == "az"


async def test_where_none_is_set_up_each_says_why() -> None:
    ways = {"environment": Way(available=False), "az": Way(available=False)}
    for way in ways.values():
        way.go.set()
    chain = Chain({name: lambda way=way: way for name, way in ways.items()})  # type: ignore[misc]
    with pytest.raises(ClientAuthenticationError, match="environment: not set up here; az: not set up here"):
        await chain.get_token("scope")


@pytest.mark.parametrize("token", ["", "a.b.c", "opaque", "x.eyJub3QiOg.z"])
def test_a_token_that_says_nothing_is_nobody(token: str) -> None:
    assert read_identity(token, "az").name == ""
