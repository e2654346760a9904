"""The engine's threads."""

import threading
from collections.abc import Iterator

import cv2
import numpy as np
import pytest

from kernelview.engine import correlate
from kernelview.engine.workers import Workers
from kernelview.threads import processors


@pytest.fixture(autouse=True)
def opencv_threads() -> Iterator[None]:
    before = cv2.getNumThreads()
    yield
    cv2.setNumThreads(before)


@pytest.mark.parametrize("count", [1, 2, 5])
def test_every_item_is_worked_on_once(count: int) -> None:
    done: list[int] = []
    Workers(count).run(done.append, range(100))
    assert sorted(done) == list(range(100))


@pytest.mark.parametrize("count", [1, 2, 5])
def test_no_more_threads_work_than_were_asked_for(count: int) -> None:
    lock = threading.Lock()
    working = 0
    most = 0
    pause = threading.Event()

    def work(item: int) -> None:
        nonlocal working, most
        with lock:
            working += 1
            most = max(most, working)
        pause.wait(0.002)
        with lock:
            working -= 1

    Workers(count).run(work, range(40))
    assert most == count


def test_opencv_is_held_to_one_thread_meanwhile_and_set_free_again() -> None:
    cv2.setNumThreads(3)
    seen: list[int] = []
    Workers(2).run(lambda _: seen.append(cv2.getNumThreads()), range(4))
    assert seen == [1, 1, 1, 1]
    assert cv2.getNumThreads() == 3


def test_opencv_uses_what_was_asked_for_and_the_lowest_of_several() -> None:
    cv2.setNumThreads(7)
    with Workers(4).opencv():
        assert cv2.getNumThreads() == 4
        with Workers(2).opencv():
            assert cv2.getNumThreads() == 2
        assert cv2.getNumThreads() == 4
    assert cv2.getNumThreads() == 7


def test_the_first_error_is_raised_and_ends_the_work() -> None:
    done: list[int] = []

    def work(item: int) -> None:
        if item == 3:
            raise RuntimeError("item 3")
        done.append(item)

    with pytest.raises(RuntimeError, match="item 3"):
        Workers(2).run(work, range(1000))
    assert len(done) < 999


def test_work_may_start_other_work() -> None:
    inner: list[int] = []
    Workers(3).run(lambda _: Workers(3).run(inner.append, range(5)), range(20))
    assert len(inner) == 100


def test_there_is_at_least_one_processor() -> None:
    assert processors() >= 1


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_a_correlation_leaves_opencv_as_it_was(threads: int) -> None:
    cv2.setNumThreads(3)
    correlate(np.ones((300, 200), np.float32), np.ones((3, 3)), threads=threads)
    correlate(np.ones((300, 200), np.uint8), np.ones((9, 9)), threads=threads)
    assert cv2.getNumThreads() == 3
