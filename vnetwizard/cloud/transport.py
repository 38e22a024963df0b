"""How requests travel: over TLS to an Azure, or over a Unix socket; and how long a second lasts there."""

from __future__ import annotations

import asyncio
import os
import ssl
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import aiohttp
from azure.core.pipeline.transport import AioHttpTransport

from vnetwizard.plan.cloud import NotTrusted

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

_CONNECT_SECONDS = 20.0
_CONNECTIONS = 32
_READS = frozenset({"GET", "HEAD", "OPTIONS"})
_READ_SECONDS = 180.0  # a write is answered within a minute, but not always


class PacedTransport(AioHttpTransport):  # type: ignore[misc]  # untyped in azure-core
    """azure-core's own transport, whose seconds last as long as the Azure behind it says."""

    def __init__(self, session: aiohttp.ClientSession, pace: Callable[[], float]) -> None:
        super().__init__(
            session=session,
            session_owner=False,
            connection_timeout=_CONNECT_SECONDS,
            read_timeout=_READ_SECONDS,
            connection_verify=True,  # by the connector: azure-core would make a context for each request
        )
        self._pace = pace

    async def sleep(self, duration: float) -> None:
        """Wait for `duration` seconds of that Azure's time. Everything of azure-core and of ours waits here."""
        await asyncio.sleep(duration / self._pace())


async def _send_writes_once(
    request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType
) -> aiohttp.ClientResponse:
    """Keep aiohttp from sending a PUT again when its answer is lost: only a read tells whether it was applied.

    aiohttp repeats what HTTP calls idempotent; a second PUT of an Azure gateway is an update that takes minutes.
    """
    try:
        return await handler(request)
    except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError) as error:
        if request.method in _READS:
            raise
        raise aiohttp.ClientConnectionError(str(error)) from error


@asynccontextmanager
async def transport(
    *, socket: str | None = None, pace: Callable[[], float] = lambda: 1.0
) -> AsyncIterator[PacedTransport]:
    """Open a transport.

    `socket` is the path of a Unix socket; None: TCP. `pace` says how many seconds pass there in one of ours.
    """
    connector = aiohttp.UnixConnector(socket) if socket else _over_tls()
    async with aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
        trust_env=not socket,
        middlewares=(_send_writes_once,),
    ) as session:
        yield PacedTransport(session, pace)


def _over_tls() -> aiohttp.TCPConnector:
    bundle = ca_bundle()
    if bundle is None:
        return aiohttp.TCPConnector(limit=_CONNECTIONS)
    try:
        context = ssl.create_default_context(cafile=bundle)
    except OSError as error:  # ssl's own errors are such
        reason = f"REQUESTS_CA_BUNDLE names {bundle}: {error.strerror or error}"
        raise NotTrusted("CertificateFileUnreadable", reason) from None
    return aiohttp.TCPConnector(limit=_CONNECTIONS, ssl=context)


def ca_bundle() -> str | None:
    """Return the CA file that `REQUESTS_CA_BUNDLE` names: aiohttp does not read it. OpenSSL reads `SSL_CERT_FILE`."""
    return os.environ.get("REQUESTS_CA_BUNDLE") or None
