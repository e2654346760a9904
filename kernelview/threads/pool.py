"""Work on many items shared out to a few threads, the calling one among them."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache
from threading import Lock
from typing import TypeVar

Item = TypeVar("Item")

# More than anybody asks for; threads are started as they are needed.
_POOL = ThreadPoolExecutor(max_workers=64, thread_name_prefix="kernelview-worker")


@lru_cache(maxsize=1)
def processors() -> int:
    """Return how many processors this process might use when it first asked."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def share_out(work: Callable[[Item], None], items: Iterable[Item], *, threads: int) -> None:
    """Do the work on each item on at most `threads` threads; the first error is raised.

    Which thread gets which item is left open: the work on each must not depend on it.
    """
    queue = _Queue(items)
    helpers = [_POOL.submit(_drain, work, queue) for _ in range(min(threads, queue.length) - 1)]
    try:
        _drain(work, queue)
    finally:
        _wait(helpers)
    if queue.error is not None:
        raise queue.error


class _Queue(Iterable[Item]):
    """Items that several threads take from; empty after the first error."""

    def __init__(self, items: Iterable[Item]) -> None:
        waiting = list(items)
        self.length = len(waiting)
        self.error: BaseException | None = None
        self._left = iter(waiting)
        self._lock = Lock()

    def __iter__(self) -> Iterator[Item]:
        while True:
            with self._lock:
                try:
                    item = next(self._left)
                except StopIteration:
                    return
            yield item

    def stop(self, error: BaseException) -> None:
        """Let nobody take another item."""
        with self._lock:
            self.error = self.error or error
            self._left = iter(())


def _drain(work: Callable[[Item], None], queue: _Queue[Item]) -> None:
    for item in queue:
        try:
            work(item)
        except BaseException as error:  # noqa: BLE001 - raised again where the work was asked for
            queue.stop(error)


def _wait(helpers: list[Future[None]]) -> None:
    for helper in helpers:
        if not helper.cancel():
            helper.result()
