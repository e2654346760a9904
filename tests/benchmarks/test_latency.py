"""The parts of the latency benchmark that need no large picture."""

import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kernelview.files import load_image
from tests.benchmarks import memory
from tests.benchmarks.latency import write_picture
from tests.benchmarks.latency_tables import tables, verdicts
from tests.benchmarks.watching import PaintWatch, Ticker, wait_until, work_for


def found(edit: float, *, gap: float = 12.0, peak: float = 3.0) -> dict[str, Any]:
    times = {"median": edit, "worst": 2 * edit, "all": [edit]}
    late = {"p99": gap, "longest": gap, "count": 9}
    return {
        "opening": {"first picture": 20.0, "whole result": 30.0, "gaps": late},
        "edit 3×3": {"stream": times, "at rest": times, "whole after that": 5.0, "gaps": late},
        "fitted": {"first": times, "exact": times, "gaps": late},
        "pan": {"moved": times, "gaps": late},
        "memory": {
            "picture": 1000,
            "peak while opening": 1000,
            "peak while editing": int(1000 * peak),
            "held at rest": 500,
        },
        "peers": {"filter2D 3×3": 100.0, "imread": 10.0},
    }


def test_what_was_asked_for_is_held_against_what_was_found() -> None:
    lines = verdicts({1: found(10.0), 100: found(14.0, gap=60.0, peak=4.5)})
    assert [line.rsplit(": ", 1)[1] for line in lines] == ["MISSED"] * 4
    assert "1.40x, at most 1.3x" in lines[0]
    lines = verdicts({1: found(10.0), 100: found(12.0)})
    assert [line.rsplit(": ", 1)[1] for line in lines] == ["reached"] * 4


def test_one_picture_has_nothing_to_grow_against() -> None:
    assert not any(" / " in line for line in verdicts({12: found(10.0)}))


def test_the_tables_have_a_row_for_each_picture() -> None:
    text = tables({1: found(10.0), 100: found(12.5)})
    row = next(line for line in text.splitlines() if line.startswith("100 MP"))
    assert row.split() == ["100", "MP", "12.5", "25.0", "12.5", "5.0", "100.0", "8.00x"]
    assert text.count("\n100 MP") == 5


def test_memory_is_read_in_bytes() -> None:
    status = "Name:\tpython\nVmHWM:\t   20480 kB\nVmRSS:\t    1024 kB\n"
    assert memory.field_bytes(status, "VmHWM") == 20480 * 1024
    with pytest.raises(KeyError):
        memory.field_bytes(status, "VmPeak")


def test_the_peak_remembers_what_was_given_back() -> None:
    memory.forget_peak()
    before = memory.resident_bytes()
    held = np.ones(60_000_000, np.uint8)
    del held
    assert memory.peak_bytes() - before > 40_000_000


def test_a_picture_is_written_in_its_size(tmp_path: Path) -> None:
    path = write_picture(tmp_path, 1)
    pixels = load_image(path).pixels
    assert pixels.shape == (1000, 1000, 3)
    assert float(np.std(np.asarray(pixels, float))) > 10


def test_each_painting_is_told_once_when_it_is_done(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    moments: list[float] = []
    watch = PaintWatch(window, window, Ticker(window))
    with qtbot.waitExposed(window):
        window.show()
    work_for(0.05)
    watch.painted = moments.append
    begun = time.perf_counter()
    window.update()
    wait_until(lambda: bool(moments), seconds=10, what="a painting")
    assert begun < moments[0] <= time.perf_counter()
    work_for(0.05)
    assert len(moments) == 1


def test_the_gaps_leave_out_the_benchmarks_own_time(qapp: QApplication) -> None:
    moments = iter([0.0, 0.010, 0.110, 0.420])
    parent = QObject()
    ticker = Ticker(parent, clock=lambda: next(moments))
    ticker.begin()
    ticker.tick()
    ticker.tick()
    ticker.forgive(0.3)
    ticker.tick()
    assert ticker.gaps == pytest.approx([10, 100, 10])


def test_nothing_counts_before_the_ticker_is_told(qapp: QApplication) -> None:
    parent = QObject()
    ticker = Ticker(parent, clock=lambda: 5.0)
    ticker.tick()
    assert ticker.gaps == []


def test_waiting_for_what_never_comes_ends_with_a_word(qtbot: QtBot) -> None:
    ticking = QWidget()
    qtbot.addWidget(ticking)
    ticker = Ticker(ticking)
    ticker.begin()
    with pytest.raises(TimeoutError, match=r"waited 0\.05 s for a bus"):
        wait_until(lambda: False, seconds=0.05, what="a bus")
