"""The steps of the verbs over several machines: a thin layer over a Dask cluster (extra ``rashomon[dask]``).

What is done with each task is a :class:`~rashomon.running.Job`, as for the processes of one machine, and so
are the results and their order. The workers have the same version of this package and reach the same files.
A worker that goes away costs nothing: what it was at is done elsewhere. A task that ends every worker it
meets is cut, and what still does is named. Memory is bounded: no more tasks are out than a few a thread.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable
from functools import cache
from importlib import import_module
from typing import Any, Final, TypeVar

from rashomon.faults import fault
from rashomon.running import Job

Task = TypeVar("Task")
Result = TypeVar("Result")

#: Tasks that are out, for each thread of the cluster.
_AHEAD: Final = 4
#: What a task is that ended every worker it met.
_KILLED: Final = "ended every process that worked on it"


class ClusterError(OSError):
    """The cluster cannot be had or went away; the message says what to do."""


def connect(address: str) -> Any:
    """A client of the scheduler at ``address`` ("tcp://host:8786").

    Raises:
        ClusterError: where Dask is not installed or nobody answers.
    """
    try:
        distributed = import_module("distributed")
    except ImportError:
        raise ClusterError("a cluster needs Dask: pip install 'rashomon[dask]'") from None
    try:
        return distributed.Client(address, timeout="10s", set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterError(f"no cluster answers at {address}: {fault(error)}") from None


@cache
def _ready(ready: Callable[[], None]) -> None:
    """Load what a job needs, once in each worker."""
    ready()


def _done(job: Job[Any, Any], task: Any) -> Any:
    _ready(job.ready)
    return job.done(task)


def in_order(job: Job[Task, Result], tasks: Iterable[Task], client: Any) -> Generator[Result, None, None]:
    """The results of tasks, in their order, from the workers of a cluster.

    Raises:
        ClusterError: where the cluster goes away.
    """
    out: deque[tuple[Task, Any]] = deque()
    try:
        most = _AHEAD * max(1, sum(client.nthreads().values()))
        for task in tasks:
            out.append((task, _sent(client, job, task)))
            if len(out) >= most:
                yield _result(client, job, *out.popleft())
        while out:
            yield _result(client, job, *out.popleft())
    except ClusterError:
        raise
    except _gone() as error:
        raise ClusterError(f"the cluster went away: {fault(error)}") from None
    finally:
        for _, future in out:
            future.release()


def _gone() -> tuple[type[BaseException], ...]:
    """What is raised where the cluster is not there any more, of a connection and of a task."""
    distributed = import_module("distributed")
    return OSError, distributed.CancelledError, distributed.client.FutureCancelledError


def _sent(client: Any, job: Job[Task, Result], task: Task) -> Any:
    return client.submit(_done, job, task, pure=False)


def _result(client: Any, job: Job[Task, Result], task: Task, future: Any) -> Result:
    """The result of a task that is out; one that ends its workers is cut, and what still does is given up."""
    try:
        result: Result = future.result()
    except import_module("distributed").KilledWorker:
        parts = job.split(task) or []
        if len(parts) < 2:
            return _alone(client, job, task)
        return job.joined([_alone(client, job, part) for part in parts])
    return result


def _alone(client: Any, job: Job[Task, Result], task: Task) -> Result:
    """The result of a task that was out when workers ended, sent again by itself: what was only near one
    that ends its workers is done, and that one is named."""
    try:
        result: Result = _sent(client, job, task).result()
    except import_module("distributed").KilledWorker:
        return job.failed(task, _KILLED)
    return result


def over(address: str, job: Job[Task, Result], tasks: Iterable[Task]) -> Generator[Result, None, None]:
    """:func:`in_order` with a client of its own.

    Raises:
        ClusterError: where no cluster answers, or it goes away.
    """
    client = connect(address)
    try:
        yield from in_order(job, tasks, client)
    finally:
        client.close()
