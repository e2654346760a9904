"""Recovering beside the window."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from kernelview.document import Image
from kernelview.files.images import save_image
from kernelview.kernels import preset
from kernelview.learn.descending import DescentSettings
from kernelview.ui.recovery.kept_steps import MOST_STEPS
from kernelview.ui.recovery.recovering import Recovering
from kernelview.ui.recovery.wish import Found, Wish
from kernelview.usecases.recovery_sources import Source
from tests.ui.recovery.samples import flat, in_hand, recovering

TIMEOUT = 30_000


def found(qtbot: QtBot, worker: Recovering, wish: Wish) -> Found:
    with qtbot.waitSignal(worker.finished, timeout=TIMEOUT) as told:
        worker.start(wish)
    result: Found = told.args[0]
    return result


def reason(qtbot: QtBot, worker: Recovering, wish: Wish) -> str:
    with qtbot.waitSignal(worker.failed, timeout=TIMEOUT) as told:
        worker.start(wish)
    return str(told.args[0])


def test_the_kernel_in_hand_comes_back_from_its_8_bit_result(qtbot: QtBot) -> None:
    with recovering() as worker:
        worker.show_document(in_hand())
        result = found(qtbot, worker, Wish())
    assert result.truth == preset("gaussian-5")
    assert result.recovery.verdict == "well"
    assert result.recovery.truth is not None
    assert result.recovery.truth.in_errors < 6
    assert result.recovery.expected_noise == pytest.approx(12**-0.5)
    assert result.record.kind == "recover"
    assert result.record.settings["picture"] == "camera.png"
    assert result.steps == ()


def test_the_exact_result_gives_the_kernel_more_exactly(qtbot: QtBot) -> None:
    with recovering() as worker:
        worker.show_document(in_hand())
        result = found(qtbot, worker, Wish(after=Source("exact")))
    assert result.recovery.truth is not None
    assert result.recovery.truth.relative < 1e-5


def test_a_signed_showing_has_half_the_kernel_and_mid_grey_as_its_truth(qtbot: QtBot) -> None:
    sobel = preset("sobel-x")
    with recovering() as worker:
        worker.show_document(in_hand(sobel, show="signed"))
        result = found(qtbot, worker, Wish(size=(3, 3)))
    assert result.truth is not None
    np.testing.assert_allclose(result.truth.effective_weights, sobel.effective_weights / 2)
    assert result.truth.offset == 127.5
    assert result.recovery.truth is not None
    assert result.recovery.truth.relative < 1e-3


def test_files_are_read_and_have_no_known_truth(qtbot: QtBot, tmp_path: Path) -> None:
    document = in_hand()
    before, after = tmp_path / "before.png", tmp_path / "after.png"
    save_image(document.image.pixels, before)
    save_image(np.asarray(document.image.pixels)[::-1].copy(), after)
    sources = Source("file", before), Source("file", after)
    with recovering() as worker:
        worker.show_document(document)
        result = found(qtbot, worker, Wish(*sources, (3, 3)))
    assert result.truth is None
    assert result.record.settings["result"] == "after.png"
    assert not result.recovery.is_trusted


def test_a_descent_tells_its_steps_and_keeps_a_bounded_number(qtbot: QtBot) -> None:
    told: list[Any] = []
    with recovering() as worker:
        worker.show_document(in_hand())
        worker.stepped.connect(told.append)
        result = found(qtbot, worker, Wish(descent=DescentSettings(3000)))
    numbers = [step.step for step in result.steps]
    assert len(numbers) <= MOST_STEPS
    assert numbers == sorted(set(numbers))
    assert (numbers[0], numbers[-1]) == (0, 3000)
    assert [step.step for step in told] == numbers
    assert result.steps[-1].truth_distance is not None
    assert result.record.plots[0].is_log_y


def test_cancelled_work_tells_nothing_more_and_ends_soon(qtbot: QtBot) -> None:
    heard: list[Any] = []
    with recovering() as worker:
        worker.show_document(in_hand())
        for signal in (worker.finished, worker.failed, worker.crashed):
            signal.connect(heard.append)
        with qtbot.waitSignal(worker.stepped, timeout=TIMEOUT):
            worker.start(Wish(descent=DescentSettings(100_000)))
        with qtbot.waitSignal(worker.cancelled):
            worker.cancel()
        assert not worker.is_busy
        qtbot.waitUntil(lambda: not worker.has_running, timeout=TIMEOUT)
        result = found(qtbot, worker, Wish())
    assert heard == [result]


def test_a_flat_picture_is_refused_with_the_reason(qtbot: QtBot) -> None:
    with recovering() as worker:
        worker.show_document(in_hand(image=flat()))
        words = reason(qtbot, worker, Wish())
    assert "flat.png" in words
    assert "all kernels look alike" in words


def test_pictures_of_different_sizes_are_refused(qtbot: QtBot, tmp_path: Path) -> None:
    other = tmp_path / "other.png"
    save_image(np.zeros((10, 12), np.uint8), other)
    with recovering() as worker:
        worker.show_document(in_hand())
        words = reason(qtbot, worker, Wish(after=Source("file", other)))
    assert "other.png" in words
    assert "160×160" in words
    assert "12×10" in words


def test_a_file_that_is_no_picture_is_named(qtbot: QtBot, tmp_path: Path) -> None:
    bad = tmp_path / "notes.png"
    bad.write_text("no picture")
    with recovering() as worker:
        worker.show_document(in_hand())
        words = reason(qtbot, worker, Wish(after=Source("file", bad)))
    assert "notes.png" in words


def test_the_same_picture_twice_is_refused(qtbot: QtBot) -> None:
    with recovering() as worker:
        worker.show_document(in_hand())
        words = reason(qtbot, worker, Wish(after=Source("hand")))
    assert "are the same" in words


def test_one_plane_of_a_colour_picture_is_compared_with_that_plane(qtbot: QtBot) -> None:
    colour = np.random.default_rng(3).integers(0, 256, (60, 70, 3), np.uint8)
    document = in_hand(preset("gaussian-3"), image=Image(colour, "colour.png"))
    green = type(document.pipeline)(document.pipeline.stages, channels="green")
    with recovering() as worker:
        worker.show_document(type(document)(document.image, green, show="clamp"))
        result = found(qtbot, worker, Wish(size=(3, 3)))
    assert result.recovery.verdict == "well"
