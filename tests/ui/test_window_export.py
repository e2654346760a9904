"""What the window exports is what the command line writes, to the last pixel."""

from functools import partial
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import DTypeLike
from PySide6.QtCore import QMimeData, QUrl
from pytestqt.qtbot import QtBot

from kernelview.cli import main
from kernelview.document import Document, edits
from kernelview.engine import BORDERS, SHOW_MODES, Border, ShowMode
from kernelview.files import load_image, save_image
from kernelview.kernels import Kernel
from tests.ui.window_samples import Answers, open_window

KERNEL = "1 0 -1 2; 2 0.5 -2 1; 1 0 -3 1"


@pytest.mark.parametrize("depth", ["uint8", "uint16", "float32"])
def test_window_and_command_line_write_the_same_pixels(
    qtbot: QtBot, tmp_path: Path, depth: DTypeLike
) -> None:
    source = tmp_path / "in.tif"
    save_image(_picture(np.dtype(depth)), source)
    answers = Answers()
    with open_window(qtbot, tmp_path, image=load_image(source), answers=answers) as window:
        window.opening._paste_matrix(KERNEL)
        for border, mode in product(BORDERS, SHOW_MODES):
            name = f"{border}-{mode}.tif"
            answers.save_path = tmp_path / f"window-{name}"
            window.session.apply("Set", partial(_with, border=border, mode=mode))
            window.menus.actions["export"].trigger()
            qtbot.waitUntil(lambda: not window.exporting.is_busy, timeout=30_000)
            line = tmp_path / f"line-{name}"
            options = ["--border", border, "--constant", "7", "--show", mode]
            assert main(["apply", str(source), "--kernel", KERNEL, *options, "-o", str(line)]) == 0
            ours, theirs = load_image(answers.save_path).pixels, load_image(line).pixels
            assert ours.dtype == theirs.dtype
            assert np.array_equal(ours, theirs), name


def test_a_failed_export_is_told_and_the_old_file_stays(qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "taken.png"
    folder.mkdir()
    with open_window(qtbot, tmp_path, answers=Answers(save_path=folder)) as window:
        before = window.session.document
        window.menus.actions["export"].trigger()
        qtbot.waitUntil(window.notice.isVisible)
        assert "taken.png" in window.notice.text.text()
        assert folder.is_dir()
        assert window.session.document is before


def test_exports_asked_for_in_a_row_are_all_written(qtbot: QtBot, tmp_path: Path) -> None:
    answers = Answers()
    with open_window(qtbot, tmp_path, answers=answers) as window:
        paths = [tmp_path / f"{number}.png" for number in range(5)]
        for path in paths:
            answers.save_path = path
            window.menus.actions["export"].trigger()
        qtbot.waitUntil(lambda: not window.exporting.is_busy, timeout=30_000)
        assert all(path.exists() for path in paths)


def test_an_exported_kernel_opens_again_as_it_was(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "kernel.json"
    with open_window(qtbot, tmp_path, answers=Answers(path, path)) as window:
        window.session.apply("Offset", lambda document: edits.set_offset(document, 12.5))
        kernel = window.session.document.kernel
        window.editor.export_kernel_asked.emit()
        qtbot.waitUntil(path.exists)
        qtbot.waitUntil(lambda: not window.exporting.is_busy)
        window.menus.actions["identity"].trigger()
        window.menus.actions["open-kernel"].trigger()
        qtbot.waitUntil(lambda: window.session.document.kernel == kernel)


def test_what_a_format_changes_about_a_kernel_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "even.txt"
    with open_window(qtbot, tmp_path, answers=Answers(save_path=path)) as window:
        window.opening._paste_matrix("1 2; 3 4")
        window.editor.export_kernel_asked.emit()
        qtbot.waitUntil(lambda: "filled up with zeros to 3 × 3" in window.notice.text.text())
        assert path.read_text() == "1 2 0\n3 4 0\n0 0 0\n"


def test_of_a_file_of_several_kernels_the_first_is_opened_and_that_is_said(
    qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "convmatr.def"
    path.write_text("one 1 1 0 0 { 2 } 1 0 rgb\ntwo 1 1 0 0 { 3 } 1 0 rgb\n")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    with open_window(qtbot, tmp_path) as window:
        assert window.opening.take(mime)
        qtbot.waitUntil(lambda: window.session.document.kernel == Kernel([[2]], name="one"))
        said = "Opened one, the first of 2 kernels in convmatr.def"
        qtbot.waitUntil(lambda: window.notice.text.text() == said)


def _with(document: Document, border: Border, mode: ShowMode) -> Document:
    changed = edits.set_constant(edits.set_border(document, border), 7.0)
    return edits.set_show(changed, mode)


def _picture(dtype: np.dtype[np.generic]) -> np.ndarray:
    random = np.random.default_rng(5)
    if dtype.kind == "f":
        return random.random((24, 31, 3)).astype(dtype)
    top = np.iinfo(dtype).max  # type: ignore[type-var]
    return random.integers(0, top, (24, 31, 3), endpoint=True).astype(dtype)
