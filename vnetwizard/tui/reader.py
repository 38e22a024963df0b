"""The reader process, for pages: asked without ever holding up a key."""

from __future__ import annotations

import asyncio
import tempfile
from contextlib import suppress
from typing import IO, TYPE_CHECKING, TypeVar

import msgspec

from vnetwizard import processes
from vnetwizard.run import reading
from vnetwizard.words import mark, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from vnetwizard.target import Target

Pipe = TypeVar("Pipe", asyncio.StreamReader, asyncio.StreamWriter)

_LONGEST_ANSWER = 2**24
_END_SECONDS = 0.2

_decoder: msgspec.json.Decoder[reading.Answer] = msgspec.json.Decoder(reading.Answer)


class ReaderGone(Exception):
    """The process ended without an answer, or said what nobody understands. The text is a sentence."""


class BackgroundReader:
    """One reader, whose process begins with the first question and again after it has died.

    Questions are answered one at a time, in their order. It has no terminal, and ends when this process does.
    """

    def __init__(
        self, target: Target, *, speed: float | None = None, on_sign_in: Callable[[str, str], None] | None = None
    ) -> None:
        self._arguments = processes.reader_arguments(target, speed=speed, person=on_sign_in is not None)
        self._on_sign_in = on_sign_in
        self._turn = asyncio.Lock()
        self._process: asyncio.subprocess.Process | None = None
        self._words: IO[bytes] | None = None
        self._unread = 0

    async def ask(self, question: reading.Question) -> reading.Answer:
        """Return the answer. Raises ReaderGone. The answer to a question that was given up is read and dropped."""
        async with self._turn:
            process = await self._running()
            self._unread += 1
            try:
                _pipe(process.stdin).write(msgspec.json.encode(question) + b"\n")
                await _pipe(process.stdin).drain()
                while self._unread > 1:
                    await self._next(process)
                    self._unread -= 1
                answer = await self._next(process)
            except (ConnectionError, msgspec.MsgspecError, ValueError) as error:
                raise await self._gone(process, error) from None
            self._unread -= 1
            return answer

    async def close(self) -> None:
        """End the process; safe at any time, and twice."""
        process, self._process = self._process, None
        if process is not None:
            await _end(process)
        if self._words is not None:
            self._words.close()
            self._words = None

    async def _running(self) -> asyncio.subprocess.Process:
        if self._process is None or self._process.returncode is not None:
            self._unread = 0
            self._words = tempfile.TemporaryFile()  # noqa: SIM115 - a pipe that nobody reads would block it
            self._process = await asyncio.create_subprocess_exec(
                *self._arguments,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=self._words,
                limit=_LONGEST_ANSWER,
                start_new_session=True,  # Ctrl+C in the terminal is not for it
            )
        return self._process

    async def _next(self, process: asyncio.subprocess.Process) -> reading.Answer:
        """Return the next answer; on the way there a person may have to sign in. Raises ConnectionError at the end."""
        while True:
            line = await _pipe(process.stdout).readline()
            if not line:
                raise ConnectionError
            answer = _decoder.decode(line)
            if not isinstance(answer, reading.SignInAnswer):
                return answer
            if self._on_sign_in is not None:
                self._on_sign_in(answer.url, answer.code)

    async def _gone(self, process: asyncio.subprocess.Process, error: Exception) -> ReaderGone:
        """End a process of which nothing more can be expected, and say why in a sentence."""
        await _end(process)
        self._process = None
        said = ""
        if self._words is not None:
            self._words.seek(0)
            said = self._words.read().decode(errors="replace").strip()
        last = said.splitlines()[-1] if said else type(error).__name__
        if process.returncode == processes.UNUSABLE:
            return ReaderGone(last)
        return ReaderGone(say(mark("Azure could not be read: {reason}"), {"reason": last}))


async def _end(process: asyncio.subprocess.Process) -> None:
    """End a process that has nothing to lose."""
    _pipe(process.stdin).close()
    try:
        await asyncio.wait_for(process.wait(), _END_SECONDS)
    except TimeoutError:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


def _pipe(pipe: Pipe | None) -> Pipe:
    if pipe is None:
        raise ValueError
    return pipe
