"""A Resource Manager on TLS, with a managed identity beside it: practice Azure's answers, in a hurry."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Awaitable, Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import trustme
from aiohttp import web

from vnetwizard.practice import Azure, application

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

AUDIENCE = "https://management.test.example/"
TOKEN = "eyJhbGciOiJub25lIn0.eyJ1cG4iOiJhbmFAY29udG9zby5leGFtcGxlIiwidGlkIjoidGVuYW50LTcifQ.c2lnbmF0dXJl"
"""A token for ana@contoso.example of tenant-7."""
HEADER = "identity-header-of-this-machine"

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Endpoint:
    """Where it is, how to trust it, and what was asked of it."""

    url: str = ""
    identity_url: str = ""
    ca_file: str = ""
    audiences: list[str] = field(default_factory=list)
    requests: list[tuple[str, str]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    drops: list[str] = field(default_factory=list)
    """Ends of paths; the next PUT to each is applied, and its answer lost."""
    unauthorized_at: int = 0
    """The request that is answered with 401 although its token is good; 0: none."""
    keys: tuple[int, object] | None = None
    """What every GET of a shared key is answered with: status and body."""
    operations_elsewhere: str = ""
    """Another origin that operations are said to be at."""

    @property
    def environment(self) -> dict[str, str]:
        return {"IDENTITY_ENDPOINT": self.identity_url, "IDENTITY_HEADER": HEADER, "REQUESTS_CA_BUNDLE": self.ca_file}


@contextmanager
def served(folder: Path) -> Iterator[Endpoint]:
    """Serve from a thread of its own until the block ends."""
    found, ready = Endpoint(), threading.Event()
    authority = trustme.CA()
    ca_file = folder / "ca.pem"
    authority.cert_pem.write_to_path(str(ca_file))
    found.ca_file = str(ca_file)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=_serve, args=(loop, folder, authority, found, ready))
    thread.start()
    try:
        ready.wait()
        yield found
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()


def _serve(
    loop: asyncio.AbstractEventLoop, folder: Path, authority: trustme.CA, found: Endpoint, ready: threading.Event
) -> None:
    asyncio.set_event_loop(loop)
    azure = Azure(folder / "elsewhere.sqlite")
    azure.clock.set_speed(100_000)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    runners = [web.AppRunner(_with_identity_checked(azure, found)), web.AppRunner(_identity(found))]
    for runner, wrap in zip(runners, (context, None), strict=True):
        loop.run_until_complete(runner.setup())
        loop.run_until_complete(web.TCPSite(runner, "127.0.0.1", 0, ssl_context=wrap).start())
    found.url = f"https://127.0.0.1:{runners[0].addresses[0][1]}"
    found.identity_url = f"http://127.0.0.1:{runners[1].addresses[0][1]}/msi/token"
    ready.set()
    loop.run_forever()
    for runner in runners:
        loop.run_until_complete(runner.cleanup())
    azure.close()
    loop.close()


def _with_identity_checked(azure: Azure, found: Endpoint) -> web.Application:
    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        found.requests.append((request.method, request.path))
        if request.path == "/metadata/endpoints":
            return web.json_response(
                {"authentication": {"audiences": [AUDIENCE], "loginEndpoint": "https://x.example"}}
            )
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            found.refused.append(request.path)
            return web.json_response({"error": {"code": "InvalidAuthenticationToken", "message": "no"}}, status=401)
        if len(found.requests) == found.unauthorized_at:
            return web.json_response({"error": {"code": "ExpiredAuthenticationToken", "message": "late"}}, status=401)
        if found.keys and request.method == "GET" and request.path.casefold().endswith("/sharedkey"):
            return web.json_response(found.keys[1], status=found.keys[0])
        answer = await handler(request)
        end = next((one for one in found.drops if request.path.casefold().endswith(one)), None)
        if request.method == "PUT" and end and request.transport:
            found.drops.remove(end)
            request.transport.abort()
        return answer

    async def hurry(_request: web.Request, response: web.StreamResponse) -> None:
        if response.headers.popall("Retry-After", None):
            response.headers["retry-after-ms"] = "1"
        if found.operations_elsewhere and "Azure-AsyncOperation" in response.headers:
            url = response.headers["Azure-AsyncOperation"].replace(found.url, found.operations_elsewhere)
            response.headers["Azure-AsyncOperation"] = url

    made = application(azure)
    made.middlewares.insert(0, guard)
    made.on_response_prepare.append(hurry)
    return made


def _identity(found: Endpoint) -> web.Application:
    async def token(request: web.Request) -> web.Response:
        if request.headers.get("X-IDENTITY-HEADER") != HEADER:
            return web.json_response({"error": "unauthorized"}, status=401)
        found.audiences.append(request.query["resource"])
        return web.json_response(
            {"access_token": TOKEN, "expires_on": "4102444800", "resource": AUDIENCE, "token_type": "Bearer"}
        )

    made = web.Application()
    made.router.add_get("/msi/token", token)
    return made
