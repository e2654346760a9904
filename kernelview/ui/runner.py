"""Runs jobs beside the window: one a lane at a time, the newest wins, nothing outlives it."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, Signal

from kernelview.jobs import Job, Progress

# A job that is replaced may still finish when it takes no longer: a quick stream of edits
# then shows pictures on the way instead of none.
PATIENCE_SECONDS = 0.15

Done = Callable[[Any], None]
Failed = Callable[[Exception], None]
Clock = Callable[[], float]


def _never() -> bool:
    return False


@dataclass(eq=False)
class Run:
    """One start of a job on a lane."""

    lane: str
    job: Job[Any]
    done: Done
    failed: Failed
    patience: float
    enough: Callable[[], bool] = _never
    started: float = 0.0
    cancelled: threading.Event = field(default_factory=threading.Event)
    dropped: threading.Event = field(default_factory=threading.Event)


class Runner(QObject):
    """Starts jobs, tells what they do, and drops what nobody waits for any more.

    All of its methods are called on the window's thread, and all callbacks come there.
    """

    # lane, Progress
    progressed = Signal(str, object)
    # lane: nothing runs or waits there any more
    ended = Signal(str)
    _reported = Signal(object, object)
    _finished = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None, *, clock: Clock = time.monotonic) -> None:
        super().__init__(parent)
        self._clock = clock
        self._pool = ThreadPoolExecutor(max_workers=6, thread_name_prefix="kernelview-job")
        self._running: dict[str, Run] = {}
        self._waiting: dict[str, Run] = {}
        self._futures: set[Future[None]] = set()
        self._closed = False
        self._reported.connect(self._report)
        self._finished.connect(self._finish)

    def start(
        self,
        lane: str,
        job: Job[Any],
        *,
        done: Done,
        failed: Failed,
        patience: float = PATIENCE_SECONDS,
        enough: Callable[[], bool] = _never,
    ) -> None:
        """Run a job; one that still runs on the lane ends within its patience, then this starts.

        A job that is replaced ends at once when `enough` says that it has told what it may.
        """
        if self._closed:
            job.close()
            return
        run = Run(lane, job, done, failed, patience, enough)
        self._drop_waiting(lane)
        current = self._running.get(lane)
        if current is None:
            self._begin(run)
        else:
            self._waiting[lane] = run
            current.cancelled.set()

    def cancel(self, lane: str) -> None:
        """Drop what runs and what waits on a lane; its callbacks never come."""
        self._drop_waiting(lane)
        current = self._running.get(lane)
        if current is not None:
            current.dropped.set()

    def is_busy(self, lane: str) -> bool:
        """Whether something runs on a lane that has not been cancelled."""
        current = self._running.get(lane)
        return lane in self._waiting or (current is not None and not current.dropped.is_set())

    def has_running(self, lane: str) -> bool:
        """Whether a thread is still at work for a lane, be it on something cancelled."""
        return lane in self._running

    def shut_down(self, timeout: float) -> bool:
        """Cancel everything and wait up to `timeout` seconds; return whether all has ended."""
        self._closed = True
        for lane in tuple(self._running):
            self.cancel(lane)
        left = wait(self._futures, timeout=timeout).not_done
        self._pool.shutdown(wait=not left, cancel_futures=True)
        return not left

    def _begin(self, run: Run) -> None:
        self._running[run.lane] = run
        run.started = self._clock()
        future = self._pool.submit(self._work, run)
        self._futures.add(future)
        future.add_done_callback(self._futures.discard)

    def _drop_waiting(self, lane: str) -> None:
        waiting = self._waiting.pop(lane, None)
        if waiting is not None:
            waiting.job.close()

    def _work(self, run: Run) -> None:
        result, error = None, None
        try:
            result = self._run_to_end(run)
        except Exception as raised:  # noqa: BLE001 - told to the one who started it
            error = raised
        if not self._closed:
            self._finished.emit(run, result, error)

    def _run_to_end(self, run: Run) -> Any:
        while not self._is_over(run):
            try:
                progress = next(run.job)
            except StopIteration as end:
                return end.value
            self._reported.emit(run, progress)
        run.dropped.set()
        run.job.close()
        return None

    def _is_over(self, run: Run) -> bool:
        if run.dropped.is_set():
            return True
        if not run.cancelled.is_set():
            return False
        return run.enough() or self._clock() - run.started >= run.patience

    def _report(self, run: Run, progress: Progress) -> None:
        if self._running.get(run.lane) is run and not run.dropped.is_set():
            self.progressed.emit(run.lane, progress)

    def _finish(self, run: Run, result: object, error: Exception | None) -> None:
        if self._closed or self._running.get(run.lane) is not run:
            return
        del self._running[run.lane]
        following = self._waiting.pop(run.lane, None)
        if following is not None:
            self._begin(following)
        else:
            self.ended.emit(run.lane)
        if run.dropped.is_set():
            return
        if error is None:
            run.done(result)
        else:
            run.failed(error)
