"""An output of many lines that can be stopped at any moment and gone on with.

Lines are written to ``FILE.part``; ``FILE.part.state`` says how far that is safe: how many tasks are done and
how many bytes they made. Going on cuts off what was written after that. When all is done the part takes
the place of the file.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from rashomon.outputs import RefusedError, give_mode

#: Seconds between two notes of how far a run is.
_EVERY = 1.0


@dataclass(slots=True)
class State:
    """How far a run is: tasks done, bytes and reports written, and problems said. ``key`` is what was asked
    for: another command does not go on with it."""

    key: str
    tasks: int = 0
    size: int = 0
    reports: int = 0
    problems: int = 0


class ResumableFile:
    """The output of one run, in a ``with`` block. Leaving the block with an exception leaves the part and
    its state for ``resume``; otherwise the file is in its place, unless nothing was written."""

    def __init__(self, target: str, key: str, *, resume: bool) -> None:
        self._target = Path(os.path.realpath(target))
        self.part = Path(f"{self._target}.part")
        self._noted_in = Path(f"{self._target}.part.state")
        self.state = State(key)
        self._resume = resume
        self._noted = time.monotonic()
        self._stream: BinaryIO

    def __enter__(self) -> ResumableFile:
        found = self._found() if self._resume else None
        self._stream = open(self.part, "r+b" if found else "w+b")
        self._lock()
        if found:
            self.state = found
            self._stream.truncate(found.size)
            self._stream.seek(found.size)
        return self

    def _found(self) -> State | None:
        """Where an earlier run stopped; None where there is nothing to go on with.

        Raises:
            RefusedError: where that was a run of another command.
        """
        try:
            found = State(**json.loads(self._noted_in.read_text(encoding="utf-8")))
            written = self.part.stat().st_size
        except FileNotFoundError:
            return None
        except (ValueError, TypeError):
            raise RefusedError(
                f"{self._noted_in}: is not the state of a run; remove it to begin anew"
            ) from None
        if found.key != self.state.key:
            raise RefusedError(
                f"{self._noted_in}: is of a run with other sources or options; remove it to begin anew"
            )
        if written < found.size:
            raise RefusedError(f"{self.part}: is shorter than it was; remove it to begin anew")
        return found

    def _lock(self) -> None:
        """See that no other run writes the same file.

        Raises:
            RefusedError: where one does.
        """
        try:
            import fcntl
        except ImportError:  # Windows
            return
        try:
            fcntl.flock(self._stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self._stream.close()
            raise RefusedError(f"{self.part}: is being written by another run") from None

    def lines(self) -> Iterator[bytes]:
        """The lines that an earlier run wrote."""
        with open(self.part, "rb") as stream:
            at = 0
            while at < self.state.size and (line := stream.readline()):
                at += len(line)
                yield line

    def write(self, lines: list[str], problems: int) -> None:
        """The lines (without their ends) of one more task that is done, and how many problems it had."""
        raw = "".join(f"{line}\n" for line in lines).encode("utf-8")
        self._stream.write(raw)
        self.state.tasks += 1
        self.state.size += len(raw)
        self.state.reports += len(lines)
        self.state.problems += problems
        now = time.monotonic()
        if now - self._noted >= _EVERY:
            self._note()
            self._noted = now

    def _note(self) -> None:
        self._stream.flush()
        beside = Path(f"{self._noted_in}.new")
        beside.write_text(json.dumps(asdict(self.state)), encoding="utf-8")
        os.replace(beside, self._noted_in)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            with contextlib.suppress(OSError):
                self._note()
            self._stream.close()
            return
        self._stream.close()
        if self.state.reports:
            give_mode(self.part, self._target)
            os.replace(self.part, self._target)
        else:
            self.part.unlink()
        with contextlib.suppress(FileNotFoundError):
            self._noted_in.unlink()
