"""What every part of an attempt shares: the cloud, the journal, the wish to stop, and patience."""

from __future__ import annotations

import asyncio
import random
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from vnetwizard.plan.cloud import Condition, OperationStatus, Passing, declined
from vnetwizard.run.events import Answered, Declined, Delayed, Looked, Problem
from vnetwizard.run.facts import view

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from vnetwizard.plan.cloud import Answer, Cloud, CloudError
    from vnetwizard.run.events import Event
    from vnetwizard.run.facts import View
    from vnetwizard.run.journal import Journal
    from vnetwizard.topology.keys import SharedKey

T = TypeVar("T")

DEFAULT_LOOK_SECONDS = 10.0
"""Between two looks at an operation for which Azure names no Retry-After."""

_LONGEST_DELAY = 60.0


class Stopped(Exception):
    """Somebody asked this attempt to stop, and this is a point where it can."""


class OperationFailed(Exception):
    """Azure accepted a write and then ended its operation as Failed."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message


class Context:
    """One attempt's cloud and journal. Every wait goes through here, so that every wait can be stopped."""

    def __init__(self, cloud: Cloud, journal: Journal, stop: asyncio.Event) -> None:
        self.cloud = cloud
        self._journal = journal
        self._stop = stop
        self._secrets: list[SharedKey] = []

    def record(self, event: Event) -> None:
        """Write an event down with Azure's time: it is on the disk when this returns, without any key that we know."""
        self._journal.record(without(self._secrets, event), self.cloud.now())

    def keep_secret(self, key: SharedKey) -> SharedKey:
        """Keep a key out of everything written from now on: Azure's own sentences may quote what they refuse."""
        self._secrets.append(key)
        return key

    def answered(self, step: str, answer: Answer) -> None:
        """Write down what Azure answered to a write, before anyone waits on its operation."""
        self.record(
            Answered(
                step=step,
                status=answer.status,
                request_id=answer.request_id,
                operation_url=answer.operation_url,
                retry_after=answer.retry_after,
            )
        )

    def declined(self, step: str, error: CloudError) -> None:
        """Write down that a write was not applied, where Azure said so."""
        if declined(error):
            self.record(Declined(step=step, status=error.status, code=error.code, request_id=error.request_id))

    def history(self) -> View:
        """Return the run as its journal tells it up to now."""
        return view(self._journal.entries())

    def check_stop(self) -> None:
        """Raise Stopped if somebody asked for it."""
        if self._stop.is_set():
            raise Stopped

    async def sleep(self, seconds: float) -> None:
        """Wait for Azure seconds. Raises Stopped as soon as somebody asks for it."""
        self.check_stop()
        sleeping = asyncio.ensure_future(self.cloud.sleep(seconds))
        stopping = asyncio.ensure_future(self._stop.wait())
        try:
            await asyncio.wait((sleeping, stopping), return_when=asyncio.FIRST_COMPLETED)
        finally:
            for waiting in (sleeping, stopping):
                waiting.cancel()
                with suppress(asyncio.CancelledError):
                    await waiting
        self.check_stop()

    async def patiently(self, step: str, ask: Callable[[], Awaitable[T]]) -> T:
        """Ask until it works. `ask` must be safe to repeat: it reads before it writes.

        Raises:
            Passing: it has not worked for many times in a row.
            Stopped: somebody asked for it while waiting.

        """
        attempt = 0
        while True:
            try:
                return await ask()
            except Passing as error:
                attempt += 1
                if attempt >= error.tries:
                    raise
                await self.delay(step, error, attempt)

    async def delay(self, step: str, error: Passing, attempt: int) -> None:
        """Write down a passing error and wait: as long as Azure asks, else longer each time, with jitter."""
        wait = error.retry_after
        if wait is None:
            wait = min(_LONGEST_DELAY, 2.0**attempt) * random.uniform(0.8, 1.2)  # noqa: S311 - no secret in it
        self.record(
            Delayed(step=step, code=error.code, message=error.message, request_id=error.request_id, next_seconds=wait)
        )
        await self.sleep(wait)

    async def finish(self, step: str, answer: Answer) -> None:
        """Wait until a write's operation is over.

        Raises:
            OperationFailed: Azure ended it as Failed.
            Passing: a look did not work; the operation goes on.
            Refused: Azure does not know the operation any more.

        """
        if answer.operation_url is not None:
            await self.follow(step, answer.operation_url, answer.retry_after)

    async def follow(self, step: str, url: str, retry_after: float | None) -> None:
        """Look at an operation, as often as Azure asks for it and no more often, until it is over; see `finish`."""
        while True:
            wait = retry_after or DEFAULT_LOOK_SECONDS
            self.record(Looked(step=step, next_seconds=wait))
            await self.sleep(wait)
            status = await self.cloud.operation(url)
            if status.condition is Condition.READY:
                return
            if status.condition is Condition.FAILED:
                raise _failure(status)
            retry_after = status.retry_after


def without(secrets: Sequence[SharedKey], event: Event) -> Event:
    """Return the event with every occurrence of a key replaced; only Azure's own words could hold one."""
    match event:
        case Delayed():
            return replace(event, message=_cleared(secrets, event.message))
        case Problem():
            values = {
                name: _cleared(secrets, value) if isinstance(value, str) else value
                for name, value in event.values.items()
            }
            return replace(event, values=values)
        case _:
            return event


def _cleared(secrets: Sequence[SharedKey], text: str) -> str:
    for key in secrets:
        text = text.replace(key.reveal(), "***")
    return text


def _failure(status: OperationStatus) -> OperationFailed:
    return OperationFailed(status.code or "Failed", status.message)
