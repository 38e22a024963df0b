"""The reader process, for pages: asked without ever holding up a key."""

from __future__ import annotations

import asyncio
import os
import signal
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
_PATIENCE_SECONDS = 300.0
"""Longer than a reader itself has patience with an Azure that does not answer."""
_SIGN_IN_SECONDS = 1000.0
"""Longer than the code of a device sign-in can be entered."""
_LAST_WORDS_SECONDS = 2.0
_KILLED_SECONDS = 0.3

_decoder: msgspec.json.Decoder[reading.Answer] = msgspec.json.Decoder(reading.Answer)


class ReaderGone(Exception):
    """There is no answer, and no process any more. The text is a sentence; `sentence`: the process itself said it."""

    def __init__(self, text: str, *, sentence: bool = False) -> None:
        super().__init__(text)
        self.sentence = sentence


class BackgroundReader:
    """One reader, whose process begins with the first question and again after it has died.

    Questions are answered one at a time, in their order. It has no terminal, and ends when this process does. `speed`
    and `on_sign_in` are as in `processes.Reader`.
    """

    def __init__(
        self, target: Target, *, speed: float | None = None, on_sign_in: Callable[[str, str], None] | None = None
    ) -> None:
        self._arguments = processes.reader_arguments(target, speed=speed, person=on_sign_in is not None)
        self._on_sign_in = on_sign_in
        self._turn = asyncio.Lock()
        self._child: _Child | None = None
        self._closed = False

    async def ask(self, question: reading.Question) -> reading.Answer:
        """Return the answer. Raises ReaderGone. The answer to a question that was given up is read and dropped."""
        async with self._turn:
            child = await self._running()
            try:
                return await child.ask(question, self._on_sign_in)
            except (OSError, EOFError, ValueError, RecursionError, msgspec.MsgspecError) as error:
                raise await self._gone(child, error) from None

    async def close(self) -> None:
        """End the process, for good; safe at any time, and twice. Whoever still waits for an answer gets ReaderGone."""
        self._closed = True
        if self._child is not None:
            await self._child.end()

    async def _running(self) -> _Child:
        if self._child is not None and not self._child.has_ended:
            return self._child
        if self._child is not None:
            await self._child.end()
        if not self._closed:
            try:
                self._child = await _Child.start(self._arguments)
            except OSError as error:
                raise ReaderGone(_could_not(error.strerror or str(error))) from None
        if self._child is None or self._closed:  # also while it was starting
            await self.close()
            raise ReaderGone(say(_CLOSED))
        return self._child

    async def _gone(self, child: _Child, error: Exception) -> ReaderGone:
        """End a process of which nothing more can be expected, and say why in a sentence."""
        ended = isinstance(error, OSError | EOFError) and not isinstance(error, TimeoutError)
        if ended and not self._closed:
            await child.last_words()  # its exit code says more than a signal's
        code, said = child.code, child.said()
        await child.end()
        if self._closed:
            return ReaderGone(say(_CLOSED))
        if ended and code == processes.UNUSABLE and said:
            return ReaderGone(said, sentence=True)
        if isinstance(error, TimeoutError):
            return ReaderGone(_could_not(say(mark("no answer came in time"))))
        if not ended:
            return ReaderGone(_could_not(say(mark("what came is no answer"))))
        return ReaderGone(_could_not(said or say(mark("the process that reads it ended with {code}"), {"code": code})))


_CLOSED = mark("Azure is not being read any more.")


def _could_not(reason: str) -> str:
    return say(mark("Azure could not be read: {reason}"), {"reason": reason})


class _Child:
    """One process, its last words, and how many of its answers nobody has read yet."""

    def __init__(self, process: asyncio.subprocess.Process, words: IO[bytes]) -> None:
        self._process = process
        self._words = words
        self._unread = 0

    @classmethod
    async def start(cls, arguments: list[str]) -> _Child:
        """Start it. Raises OSError."""
        words = tempfile.TemporaryFile()  # noqa: SIM115 - a pipe that nobody reads would block it
        try:
            process = await asyncio.create_subprocess_exec(
                *arguments,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=words,
                limit=_LONGEST_ANSWER,
                start_new_session=True,  # Ctrl+C in the terminal is not for it
            )
        except BaseException:
            words.close()
            raise
        return cls(process, words)

    @property
    def has_ended(self) -> bool:
        """Whether nothing can be asked any more."""
        return self._process.returncode is not None or self._words.closed

    @property
    def code(self) -> int | None:
        """The exit code; None while it runs."""
        return self._process.returncode

    async def ask(self, question: reading.Question, on_sign_in: Callable[[str, str], None] | None) -> reading.Answer:
        """Return the answer.

        Raises:
            OSError: the process takes no more questions; TimeoutError, one of these: it is silent.
            EOFError: it has ended.
            ValueError, RecursionError, MsgspecError: what it said is no answer.

        """
        line = msgspec.json.encode(question) + b"\n"
        stdin = _pipe(self._process.stdin)
        self._unread += 1
        stdin.write(line)
        async with asyncio.timeout(_PATIENCE_SECONDS):
            await stdin.drain()
        while True:
            answer = await self._next(on_sign_in)
            self._unread -= 1
            if not self._unread:
                return answer

    async def _next(self, on_sign_in: Callable[[str, str], None] | None) -> reading.Answer:
        """Return the next answer; on the way there a person may have to sign in."""
        patience = _PATIENCE_SECONDS
        while True:
            async with asyncio.timeout(patience):
                line = await _pipe(self._process.stdout).readline()
            if not line:
                raise EOFError
            answer = _decoder.decode(line)
            if not isinstance(answer, reading.SignInAnswer):
                return answer
            patience = _SIGN_IN_SECONDS
            if on_sign_in is not None:
                on_sign_in(answer.url, answer.code)

    async def last_words(self) -> None:
        """Let it end by itself, where it is about to."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._process.wait(), _LAST_WORDS_SECONDS)

    def said(self) -> str:
        """Return the last line that it said to nobody in particular."""
        if self._words.closed:
            return ""
        self._words.seek(0)
        said = self._words.read().decode(errors="replace").strip()
        return said.splitlines()[-1].strip() if said else ""

    async def end(self) -> None:
        """End it at once, and whatever it has started: it has nothing to lose, and somebody may be leaving."""
        if self._process.returncode is None:
            with suppress(ProcessLookupError, PermissionError):  # it ended just now
                os.killpg(self._process.pid, signal.SIGKILL)  # its session is its own
        self._words.close()
        with suppress(TimeoutError):  # Python waits for its pipes too, which somebody else may hold open
            await asyncio.wait_for(self._process.wait(), _KILLED_SECONDS)


def _pipe(pipe: Pipe | None) -> Pipe:
    if pipe is None:
        raise ValueError
    return pipe
