"""Starts the worker and the reader by argv. Whoever draws or prints never imports what those two import."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Self

import msgspec

from vnetwizard.run import lock, reading

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from vnetwizard.target import Target
    from vnetwizard.topology.keys import SharedKey

_decoder: msgspec.json.Decoder[reading.Answer] = msgspec.json.Decoder(reading.Answer)

_READER_SECONDS = 5.0
UNUSABLE = 5
"""Exit code of our own processes where something here cannot be used; their last line says what, and the mend."""
WORKER_LOG = "worker.log"


class ReaderDiedError(Exception):
    """A process of ours ended without an answer; the text is what it said last, a `sentence` where it knew why."""

    def __init__(self, text: str, *, sentence: bool = False) -> None:
        super().__init__(text)
        self.sentence = sentence


def start_worker(
    folder: Path, *, key: SharedKey | None = None, speed: float | None = None, person: bool = False
) -> subprocess.Popen[bytes]:
    """Start the worker of a run in a session of its own, so that it outlives this terminal.

    The key goes through a pipe that only the worker inherits, and so does the run's lock: it holds from the start.

    Raises lock.AlreadyHeldError where somebody works on the run.
    """
    arguments = [sys.executable, "-m", "vnetwizard.wiring", "worker", str(folder)]
    if speed is not None:
        arguments += ["--speed", str(speed)]
    if person:
        arguments += ["--ask-a-person"]
    pipe: tuple[int, int] | None = None
    if key is not None:
        pipe = os.pipe()
        arguments += ["--key-fd", str(pipe[0])]
    log = os.open(folder / WORKER_LOG, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o600)
    try:
        with lock.hand_over(folder) as held:
            process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [*arguments, "--lock-fd", str(held)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                start_new_session=True,
                pass_fds=(held, *(pipe[:1] if pipe else ())),
            )
            lock.write_pid(held, process.pid)
        if pipe and key is not None:
            os.write(pipe[1], key.reveal().encode())
    finally:
        os.close(log)
        for end in pipe or ():
            os.close(end)
    return process


def reset_practice() -> None:
    """Empty practice Azure, also where its file is damaged. Raises ReaderDiedError."""
    arguments = [sys.executable, "-m", "vnetwizard.wiring", "reset-practice"]
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)  # noqa: S603 - our own module
    if done.returncode:
        raise ReaderDiedError(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else str(done.returncode))


def reader_arguments(target: Target, *, speed: float | None, person: bool) -> list[str]:
    """Return the command line of a reader; `person`: somebody is there to sign in."""
    arguments = [sys.executable, "-m", "vnetwizard.wiring", "reader", msgspec.json.encode(target).decode()]
    if speed is not None:
        arguments += ["--speed", str(speed)]
    return [*arguments, "--ask-a-person"] if person else arguments


class Reader:
    """A reader process; a context manager. `on_sign_in` shows a person the URL and the code of a device sign-in."""

    def __init__(
        self, target: Target, *, speed: float | None = None, on_sign_in: Callable[[str, str], None] | None = None
    ) -> None:
        arguments = reader_arguments(target, speed=speed, person=on_sign_in is not None)
        self._on_sign_in = on_sign_in
        self._words = tempfile.TemporaryFile()  # noqa: SIM115 - a pipe that nobody reads would block it
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._words
        )

    def ask(self, question: reading.Question) -> reading.Answer:
        """Ask, and wait for the answer. Raises ReaderDiedError."""
        try:
            _pipe(self._process.stdin).write(msgspec.json.encode(question) + b"\n")
            _pipe(self._process.stdin).flush()
        except BrokenPipeError:
            raise self._died() from None
        while line := _pipe(self._process.stdout).readline():
            answer = _decoder.decode(line)
            if not isinstance(answer, reading.SignInAnswer):
                return answer
            if self._on_sign_in is not None:
                self._on_sign_in(answer.url, answer.code)
        raise self._died()

    def _died(self) -> ReaderDiedError:
        code = self._process.wait()
        self._words.seek(0)
        said = self._words.read().decode(errors="replace").strip()
        return ReaderDiedError(said.splitlines()[-1] if said else f"exit {code}", sentence=code == UNUSABLE)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(BrokenPipeError):
            _pipe(self._process.stdin).close()  # it ends when nobody asks any more
        try:
            self._process.wait(_READER_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        _pipe(self._process.stdout).close()
        self._words.close()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise ValueError
    return pipe
