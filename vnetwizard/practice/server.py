"""Practice Azure over HTTP: an aiohttp application, and a private Unix socket to serve it on."""

from __future__ import annotations

import logging
import os
import socket
import sqlite3
import uuid
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from email.utils import format_datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

import msgspec
from aiohttp import web

from vnetwizard.practice import routes
from vnetwizard.practice.call import SUBSCRIPTION_ID, TENANT_ID, Answer, Call
from vnetwizard.practice.errors import PracticeStateError, Refusal, front_door

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from vnetwizard.practice.azure import Azure

LONGEST_SOCKET_PATH = 107
"""Bytes of a Unix socket's path, by the kernel's sockaddr_un."""
LARGEST_BODY = 4 * 1024 * 1024
AZURE: web.AppKey[Azure] = web.AppKey("azure")

_log = logging.getLogger(__name__)


def application(azure: Azure) -> web.Application:
    """Make the web application that answers as Azure Resource Manager from the state of `azure`."""
    app = web.Application(client_max_size=LARGEST_BODY)
    app[AZURE] = azure
    app.router.add_route("*", "/{path:.*}", _handle)
    app.on_response_prepare.append(_undress)
    return app


@asynccontextmanager
async def serve_unix(azure: Azure, socket_path: Path) -> AsyncIterator[None]:
    """Serve `azure` on a Unix socket (mode 0600) for as long as the context lasts.

    The path must be this process's own: a socket that a killed process left there is replaced. Its folder is made if
    need be, with mode 0700. Raises ValueError where the path has more than 107 bytes.
    """
    if len(os.fsencode(socket_path)) > LONGEST_SOCKET_PATH:
        message = f"the path of a socket has at most {LONGEST_SOCKET_PATH} bytes, this one has more: {socket_path}"
        raise ValueError(message)
    runner = web.AppRunner(application(azure), access_log=None, handle_signals=False, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.SockSite(runner, _private_socket(socket_path)).start()
        yield
    finally:
        await runner.cleanup()
        _remove(socket_path)


def authorised(request: web.Request) -> bool:
    """Tell whether a request may come in: any Bearer token that is not empty."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return scheme.lower() == "bearer" and bool(token.strip())


def _private_socket(path: Path) -> socket.socket:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _remove(path)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    # The umask makes the socket private from its first moment; nothing else runs meanwhile.
    before = os.umask(0o177)
    try:
        listener.bind(os.fspath(path))
    except OSError:
        listener.close()
        raise
    finally:
        os.umask(before)
    return listener


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)


async def _handle(request: web.Request) -> web.Response:
    try:
        body = await request.read()
    except web.HTTPRequestEntityTooLarge:
        # Ours: no recording shows it; the code is Azure's.
        refusal = front_door(413, "RequestContentTooLarge", "The request content size exceeds the maximum size.")
        return _respond(request, _refused(refusal), str(uuid.uuid4()), datetime.now(UTC))
    azure = request.app[AZURE]
    try:
        return _answer(azure, request, body)
    except (PracticeStateError, sqlite3.OperationalError) as error:
        # Nothing was changed; the client may ask again.
        refusal = front_door(503, "ServiceUnavailable", str(error))
        return _respond(request, _refused(refusal), str(uuid.uuid4()), datetime.now(UTC))
    except Exception:  # noqa: BLE001 - a fault of ours must not look like one of Azure's
        _log.exception("%s %s", request.method, request.path)
        refusal = front_door(500, "InternalServerError", "Practice Azure made a mistake; its log says where.")
        return _respond(request, _refused(refusal), str(uuid.uuid4()), datetime.now(UTC))


def _answer(azure: Azure, request: web.Request, body: bytes) -> web.Response:
    write = request.method not in {"GET", "HEAD"} and authorised(request)
    with azure.transaction(write=write) as tx:
        request_id = tx.draw_guid() if write else str(uuid.uuid4())
        call = Call(
            tx=tx,
            method=request.method,
            names={},
            api_version=request.query.get("api-version", ""),
            query_string=request.rel_url.raw_query_string,
            body=body,
            base_url=f"{request.scheme}://{request.host}",
            request_id=request_id,
        )
        if write:
            tx.sweep()
            tx.savepoint()
        try:
            answer = _dispatch(request, call)
        except Refusal as refusal:
            answer = _refused(refusal)
            if write:
                tx.undo()
        if write:
            tx.log(request.method, request.path.rstrip("/"), answer.status)
        now = datetime.fromtimestamp(tx.now, UTC)
    return _respond(request, answer, request_id, now)


def _dispatch(request: web.Request, call: Call) -> Answer:
    segments = [segment for segment in request.path.split("/") if segment]
    public = [segment.lower() for segment in segments] == ["metadata", "endpoints"]
    if not public and not authorised(request):
        # Ours: the recordings have no 401 of ARM; the code and the header are Azure's.
        raise Refusal(
            401,
            "AuthenticationFailed",
            "Authentication failed. The 'Authorization' header is missing.",
            front_door=True,
            headers={"WWW-Authenticate": f'Bearer authorization_uri="https://login.windows.net/{TENANT_ID}"'},
        )
    handler, call.names = routes.find(request.method, segments)
    if not call.api_version and not public:
        # Ours: no recording shows it.
        message = "The api-version query parameter (?api-version=) is required for all requests."
        raise front_door(400, "MissingApiVersionParameter", message)
    return handler(call)


def _refused(refusal: Refusal) -> Answer:
    headers = dict(refusal.headers)
    if refusal.front_door:
        headers["x-ms-failure-cause"] = "gateway"
    return Answer(refusal.status, refusal.body(), headers, provider=not refusal.front_door)


def _respond(request: web.Request, answer: Answer, request_id: str, now: datetime) -> web.Response:
    headers = _headers(request, answer, request_id, now) | answer.headers
    if answer.body is None:
        return web.Response(status=answer.status, headers=headers)
    headers["Content-Type"] = "application/json; charset=utf-8"
    return web.Response(status=answer.status, body=msgspec.json.encode(answer.body), headers=headers)


async def _undress(_: web.Request, response: web.StreamResponse) -> None:
    """Take off what aiohttp adds and Azure does not send."""
    response.headers.pop("Server", None)
    if response.content_length == 0 or response.status == HTTPStatus.NO_CONTENT:
        response.headers.pop("Content-Type", None)


def _headers(request: web.Request, answer: Answer, request_id: str, now: datetime) -> dict[str, str]:
    """Give the headers of every answer (azure-wire section 4, those of 2025)."""
    correlation = request.headers.get("x-ms-correlation-request-id") or str(uuid.uuid4())
    headers = {
        "Cache-Control": "no-cache",
        "Pragma": "no-cache",
        "Expires": "-1",
        "Date": format_datetime(now, usegmt=True),
        "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
        "X-Content-Type-Options": "nosniff",
        "X-Cache": "CONFIG_NOCACHE",
        "x-ms-request-id": request_id,
        "x-ms-correlation-request-id": correlation,
        "x-ms-routing-request-id": f"WESTUS2:{now:%Y%m%dT%H%M%SZ}:{correlation}",
    }
    if answer.provider:
        headers["x-ms-arm-service-request-id"] = str(uuid.uuid4())
    kind = {"GET": "reads", "HEAD": "reads", "DELETE": "deletes"}.get(request.method, "writes")
    left, everywhere = {"reads": (1099, 16499), "writes": (799, 11999), "deletes": (799, 11999)}[kind]
    headers[f"x-ms-ratelimit-remaining-subscription-{kind}"] = str(left)
    headers[f"x-ms-ratelimit-remaining-subscription-global-{kind}"] = str(everywhere)
    if kind != "reads" or "/operation" in request.path.lower():
        identity = f"tenantId={TENANT_ID},objectId={SUBSCRIPTION_ID}"
        headers["x-ms-operation-identifier"] = f"{identity}/westus2/{request_id}"
    return headers
