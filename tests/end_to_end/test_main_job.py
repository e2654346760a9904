"""The main job on real input: a large photo, Sobel, an edited cell, the same pixels twice."""

import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from kernelview.files import load_image, sample_pictures, save_image
from kernelview.kernels import preset
from tests.ui.window_samples import (
    Answers,
    click_cell,
    click_preset,
    open_window,
    type_keys,
    wait_for_result,
)

HEIGHT, WIDTH = 3000, 4000


@pytest.fixture(scope="module")
def photo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A colour photo of 12 megapixels: the bundled one enlarged, with grain."""
    path = tmp_path_factory.mktemp("photo") / "large.jpg"
    small = np.asarray(load_image(sample_pictures()[0]).pixels)
    large = cv2.resize(small, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)
    grain = np.random.default_rng(1).integers(-12, 13, large.shape, dtype=np.int16)
    save_image(np.clip(large + grain, 0, 255).astype(np.uint8), path, quality=95)
    return path


def test_window_and_command_line_export_equal_pixels(
    qtbot: QtBot, tmp_path: Path, photo: Path
) -> None:
    assert QGuiApplication.platformName() == "xcb"
    answers = Answers(open_path=photo, save_path=tmp_path / "window.png")
    with open_window(qtbot, tmp_path, answers=answers) as window:
        window.menus.actions["open"].trigger()
        qtbot.waitUntil(lambda: window.session.document.image.width == WIDTH, timeout=30_000)
        click_preset(qtbot, window, "Sobel x")
        assert window.session.document.kernel == preset("sobel-x")
        click_cell(qtbot, window, 1, 2)
        type_keys("5/2\n")
        assert window.session.document.kernel.weights[1, 2] == 2.5
        wait_for_result(qtbot, window)
        window.menus.actions["export"].trigger()
        qtbot.waitUntil(lambda: (tmp_path / "window.png").exists(), timeout=60_000)
        qtbot.waitUntil(lambda: not window.exporting.is_busy, timeout=60_000)
        shown = window.result.latest
        assert shown is not None
        seen = shown.rendering.pixels.copy()

    arguments = ["apply", str(photo), "--kernel", "-1 0 1; -2 0 5/2; -1 0 1", "--show", "absolute"]
    output = tmp_path / "line.png"
    subprocess.run(
        [sys.executable, "-m", "kernelview", *arguments, "-o", str(output)], check=True, timeout=120
    )
    from_window = load_image(tmp_path / "window.png").pixels
    assert from_window.shape == (HEIGHT, WIDTH, 3)
    assert np.array_equal(from_window, load_image(output).pixels)
    assert np.array_equal(from_window, seen)
