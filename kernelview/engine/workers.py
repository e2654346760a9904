"""The engine's threads: never more than asked for, and OpenCV's counted among them."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from threading import Lock
from typing import ClassVar, TypeVar

import cv2

from kernelview.threads import share_out

Item = TypeVar("Item")


@dataclass(frozen=True)
class Workers:
    """At most `count` threads for one correlation, the calling one among them."""

    count: int

    def run(self, work: Callable[[Item], None], items: Iterable[Item]) -> None:
        """Do the work on each item, OpenCV held to one thread; the first error is raised.

        Which thread gets which item is left open: the work on each must not depend on it.
        A single item leaves OpenCV all threads.
        """
        waiting = list(items)
        count = min(self.count, len(waiting))
        with _Held(1 if count > 1 else self.count):
            share_out(work, waiting, threads=count)

    def opencv(self) -> AbstractContextManager[None]:
        """Let OpenCV use as many threads itself, for one call on a whole picture."""
        return _Held(self.count)


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
