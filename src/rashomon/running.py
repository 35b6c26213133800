"""Processes: the same work on many things at once, with the results in the order of the things.

A worker that dies takes nothing with it but the task it was at: the task is tried once more alone, and
if that process dies as well, the task is handed back as failed and the rest goes on. Memory is bounded:
no more tasks are taken than a few for each worker, and a result that is early waits for its turn.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

from rashomon.faults import fault

Task = TypeVar("Task")
Result = TypeVar("Result")

#: Tasks taken ahead of the first that is not done yet, for each worker.
_AHEAD = 8
#: How often a task is begun before it is given up.
_TRIES = 2
#: Threads that a library may start of its own accord: none, the processes are the threads.
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def one_thread() -> None:
    """Have numpy and the like start no threads; to be called before they are loaded. What is asked of
    them here is small, and idle threads that spin cost more than the work."""
    for name in _ONE_THREAD:
        os.environ.setdefault(name, "1")


@dataclass(frozen=True, slots=True)
class Job(Generic[Task, Result]):
    """What is done with each task, in a process of its own or not.

    ``work`` does it, ``failed`` gives the result for a task that could not be done, with the reason (words
    that follow the task's name), ``ready`` loads what ``work`` needs, once, before the processes part.
    ``split`` cuts a task into smaller ones whose results, put together by ``joined``, are its own (None
    where it cannot be cut): a task that fails is cut so that only the part which fails is lost. All of
    them can be pickled.
    """

    work: Callable[[Task], Result]
    failed: Callable[[Task, str], Result]
    ready: Callable[[], None] = lambda: None
    split: Callable[[Task], list[Task] | None] = lambda task: None
    joined: Callable[[list[Result]], Result] = lambda results: results[0]

    def done(self, task: Task) -> Result:
        """The result of a task in this process, whatever happens in it."""
        try:
            return self.work(task)
        except Exception as error:
            parts = self.split(task)
            if parts and len(parts) > 1:
                return self.joined([self.done(part) for part in parts])
            return self.failed(task, fault(error))


def in_order(job: Job[Task, Result], tasks: Iterable[Task], jobs: int = 1) -> Generator[Result, None, None]:
    """The results of tasks, in their order, from so many processes (1: from this one)."""
    if jobs <= 1:
        job.ready()
        yield from map(job.done, tasks)
        return
    pool = _Pool(job, jobs)
    try:
        yield from pool.results(iter(tasks))
    finally:
        pool.close()


@dataclass(slots=True)
class _Todo(Generic[Task]):
    """A task, or a part of one: ``place`` is the number of the task, and of the part in it."""

    task: Task
    place: tuple[int, int]
    tries: int = 0
    whole: bool = True


@dataclass(slots=True)
class _Worker(Generic[Task]):
    process: Any
    pipe: Connection
    at: _Todo[Task] | None = None


@dataclass(slots=True)
class _Pool(Generic[Task, Result]):
    job: Job[Task, Result]
    jobs: int
    workers: list[_Worker[Task]] = field(default_factory=list)
    again: deque[_Todo[Task]] = field(default_factory=deque)
    found: dict[int, list[Result | None]] = field(default_factory=dict)

    def results(self, tasks: Iterator[Task]) -> Iterator[Result]:
        taken = given = 0
        more = True
        while True:
            while more and taken - given < _AHEAD * self.jobs and (idle := self._idle()):
                todo = self.again.popleft() if self.again else None
                if todo is None:
                    try:
                        todo = _Todo(next(tasks), (taken, 0))
                    except StopIteration:
                        more = False
                        break
                    self.found[taken] = [None]
                    taken += 1
                self._give(idle, todo)
            while self.again and (idle := self._idle()):
                self._give(idle, self.again.popleft())
            while given in self.found and all(part is not None for part in self.found[given]):
                parts = [part for part in self.found.pop(given) if part is not None]
                given += 1
                yield parts[0] if len(parts) == 1 else self.job.joined(parts)
            if not more and given == taken:
                return
            self._hear(block=not (more and taken - given < _AHEAD * self.jobs and self._idle()))

    def _idle(self) -> _Worker[Task] | None:
        """A worker with nothing to do; a new one where there may be more."""
        for worker in self.workers:
            if worker.at is None:
                return worker
        return self._hire() if len(self.workers) < self.jobs else None

    def _hire(self) -> _Worker[Task]:
        forked = sys.platform.startswith("linux")
        context: Any = multiprocessing.get_context("fork" if forked else "spawn")
        if forked and not self.workers:
            self.job.ready()
        ours, theirs = context.Pipe()
        held = [worker.pipe for worker in self.workers] + [ours] if forked else []
        process = context.Process(target=_serve, args=(theirs, self.job, held), daemon=True)
        process.start()
        theirs.close()
        self.workers.append(_Worker(process, ours))
        return self.workers[-1]

    def _give(self, worker: _Worker[Task], todo: _Todo[Task]) -> None:
        worker.at = todo
        todo.tries += 1
        try:
            worker.pipe.send(todo.task)
        except OSError:
            self._buried(worker)

    def _hear(self, block: bool) -> None:
        busy = {worker.pipe: worker for worker in self.workers if worker.at}
        for pipe in wait(list(busy), None if block else 0) if busy else ():
            worker = busy[pipe]  # type: ignore[index]
            try:
                result = worker.pipe.recv()
            except (EOFError, OSError):
                self._buried(worker)
                continue
            if worker.at:
                number, part = worker.at.place
                self.found[number][part] = result
                worker.at = None

    def _buried(self, worker: _Worker[Task]) -> None:
        """A worker has died: what it was at is cut, tried again alone, or given up."""
        worker.pipe.close()
        worker.process.join()
        self.workers.remove(worker)
        todo = worker.at
        if todo is None:
            return
        number, part = todo.place
        parts = self.job.split(todo.task) if todo.whole else None
        if parts and len(parts) > 1:
            self.found[number] = [None] * len(parts)
            self.again.extend(_Todo(each, (number, at), 0, False) for at, each in enumerate(parts))
        elif todo.tries < _TRIES:
            self.again.append(todo)
        else:
            self.found[number][part] = self.job.failed(todo.task, _ended(worker.process.exitcode))

    def close(self) -> None:
        """End the workers, whatever they are at."""
        for worker in self.workers:
            with contextlib.suppress(OSError):
                worker.pipe.close()
            worker.process.terminate()
        for worker in self.workers:
            worker.process.join()
        self.workers.clear()


def _ended(code: int | None) -> str:
    """Why a process is no more, as the reason for what it was at."""
    if code is not None and code < 0:
        name = signal.strsignal(-code) or f"signal {-code}"
        return f"ended the process that worked on it, twice ({name.lower()})"
    return f"ended the process that worked on it, twice (exit status {code})"


def _serve(pipe: Connection, job: Job[Any, Any], held: list[Connection]) -> None:
    """A worker: one task after the other until the pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for other in held:
        other.close()
    if not sys.platform.startswith("linux"):
        job.ready()
    try:
        while True:
            pipe.send(job.done(pipe.recv()))
    except (EOFError, OSError):
        return
