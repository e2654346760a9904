"""The engine's threads: never more than asked for, and OpenCV's counted among them."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import TypeVar

import cv2

Item = TypeVar("Item")

# More than anybody asks for; threads are started as they are needed.
_POOL = ThreadPoolExecutor(max_workers=64, thread_name_prefix="kernelview-engine")


def processors() -> int:
    """Return how many processors this process may use."""
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
        with _OPENCV.held_to(1 if count > 1 else self.count):
            helpers = [_POOL.submit(_drain, work, queue) for _ in range(count - 1)]
            try:
                _drain(work, queue)
            finally:
                _wait(helpers)
        if queue.error is not None:
            raise queue.error

    @contextmanager
    def opencv(self) -> Iterator[None]:
        """Let OpenCV use as many threads itself, for one call on a whole picture."""
        with _OPENCV.held_to(self.count):
            yield


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


class _OpenCvThreads:
    """OpenCV's number of threads is one for the whole process: the lowest asked for wins."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._asked: list[int] = []
        self._before = 1

    @contextmanager
    def held_to(self, count: int) -> Iterator[None]:
        """Keep OpenCV to `count` threads; what was set before is set again by the last to go."""
        with self._lock:
            if not self._asked:
                self._before = cv2.getNumThreads()
            self._asked.append(count)
            self._apply(min(self._asked))
        try:
            yield
        finally:
            with self._lock:
                self._asked.remove(count)
                self._apply(min(self._asked, default=self._before))

    @staticmethod
    def _apply(count: int) -> None:
        if cv2.getNumThreads() != count:
            cv2.setNumThreads(count)


_OPENCV = _OpenCvThreads()
