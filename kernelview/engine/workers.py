"""The engine's threads: never more than asked for, and OpenCV's counted among them."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import ClassVar, TypeVar

import cv2

Item = TypeVar("Item")

# More than anybody asks for; threads are started as they are needed.
_POOL = ThreadPoolExecutor(max_workers=64, thread_name_prefix="kernelview-engine")


@lru_cache(maxsize=1)
def processors() -> int:
    """Return how many processors this process might use when it first asked."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True)
class Workers:
    """At most `count` threads for one correlation, the calling one among them."""

    count: int

    def run(self, work: Callable[[Item], None], items: Iterable[Item]) -> None:
        """Do the work on each item, OpenCV held to one thread; the first error is raised.

        Which thread gets which item is left open: the work on each must not depend on it.
        A single item leaves OpenCV all threads.
        """
        queue = _Queue(items)
        count = min(self.count, queue.length)
        with _Held(1 if count > 1 else self.count):
            helpers = [_POOL.submit(_drain, work, queue) for _ in range(count - 1)]
            try:
                _drain(work, queue)
            finally:
                _wait(helpers)
        if queue.error is not None:
            raise queue.error

    def opencv(self) -> AbstractContextManager[None]:
        """Let OpenCV use as many threads itself, for one call on a whole picture."""
        return _Held(self.count)


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


class _Held(AbstractContextManager[None]):
    """OpenCV kept to `count` threads; the last to leave sets again what was set before.

    Its number of threads is one for the whole process: the lowest asked for wins.
    """

    _lock = Lock()
    _asked: ClassVar[list[int]] = []
    _before = 1

    def __init__(self, count: int) -> None:
        self._count = count

    def __enter__(self) -> None:
        with _Held._lock:
            if not _Held._asked:
                _Held._before = cv2.getNumThreads()
            _Held._asked.append(self._count)
            _use(min(_Held._asked))

    def __exit__(self, *_: object) -> None:
        with _Held._lock:
            _Held._asked.remove(self._count)
            _use(min(_Held._asked, default=_Held._before))


def _use(count: int) -> None:
    if cv2.getNumThreads() != count:
        cv2.setNumThreads(count)
