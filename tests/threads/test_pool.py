"""Work shared out to threads."""

import threading

import pytest

from kernelview.threads import processors, share_out


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_every_item_is_worked_on_once(threads: int) -> None:
    done: list[int] = []
    share_out(done.append, range(100), threads=threads)
    assert sorted(done) == list(range(100))


def test_the_calling_thread_works_too() -> None:
    seen: set[str] = set()
    share_out(lambda _: seen.add(threading.current_thread().name), range(50), threads=1)
    assert seen == {threading.current_thread().name}


def test_the_first_error_is_raised_and_ends_the_work() -> None:
    done: list[int] = []

    def work(item: int) -> None:
        if item == 3:
            raise RuntimeError("item 3")
        done.append(item)

    with pytest.raises(RuntimeError, match="item 3"):
        share_out(work, range(1000), threads=2)
    assert len(done) < 999


def test_nothing_is_shared_out_of_nothing() -> None:
    share_out(lambda _: pytest.fail("there is nothing to do"), (), threads=3)
    assert processors() >= 1
