"""The Filter workspace as a person uses it, on a real X screen."""

import threading
from pathlib import Path

import numpy as np
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kernelview.document import Image, edits
from kernelview.engine import correlate
from kernelview.files import load_image, save_image
from kernelview.kernels import Kernel, preset
from kernelview.ui.main_window import MainWindow
from kernelview.usecases.render_live import values_at
from tests.ui.window_samples import (
    Answers,
    cell_place,
    click_cell,
    click_preset,
    open_window,
    small_picture,
    wait_for_result,
)

FIVE = "1\t4\t6\t4\t1\n4\t16\t24\t16\t4\n6\t24\t36\t24\t6\n4\t16\t24\t16\t4\n1\t4\t6\t4\t1"


def drop(window: MainWindow, path: Path) -> bool:
    """Drop a file on the window; return whether it was accepted."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    action = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPoint(300, 300), action, mime, buttons, keys)
    QApplication.sendEvent(window, enter)
    event = QDropEvent(QPointF(300, 300), action, mime, buttons, keys)
    QApplication.sendEvent(window, event)
    return enter.isAccepted() and event.isAccepted()


def test_a_pasted_5x5_is_applied_and_undone(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path) as window:
        click_preset(qtbot, window, "Sobel y")
        QGuiApplication.clipboard().setText(FIVE)
        click_cell(qtbot, window, 0, 0)
        QTest.keyClick(window.editor.cells.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        assert window.session.document.kernel.shape == (5, 5)
        wait_for_result(qtbot, window)
        window.menus.actions["undo"].trigger()
        assert window.session.document.kernel == preset("sobel-y")
        window.menus.actions["redo"].trigger()
        assert window.session.document.kernel.weights[2, 2] == 36


def test_a_matrix_that_cannot_be_read_is_refused_and_the_kernel_stays(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with open_window(qtbot, tmp_path) as window:
        before = window.session.document
        QGuiApplication.clipboard().setText("1 2 3\n4 oops 6\n7 8 9")
        window.menus.actions["paste"].trigger()
        assert window.session.document is before
        assert window.notice.isVisible()
        assert "row 2" in window.notice.text.text()


def test_scrubbing_a_cell_is_one_step_and_the_picture_follows(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path) as window:
        before = window.session.document
        grid, start = window.editor.cells.grid, cell_place(window, 1, 1)
        QTest.mousePress(grid, Qt.MouseButton.LeftButton, pos=start)
        for step in range(1, 9):
            QTest.mouseMove(grid, start - QPoint(0, 6 * step))
            qtbot.wait(5)
        QTest.mouseRelease(grid, Qt.MouseButton.LeftButton, pos=start - QPoint(0, 48))
        kernel = window.session.document.kernel
        assert kernel.weights[1, 1] > 0
        wait_for_result(qtbot, window)
        latest = window.result.latest
        assert latest is not None
        assert latest.document.kernel == kernel
        window.menus.actions["undo"].trigger()
        assert window.session.document is before


def test_the_result_is_what_the_engine_computes(qtbot: QtBot, tmp_path: Path) -> None:
    image = small_picture()
    answers = Answers(save_path=tmp_path / "out.png")
    with open_window(qtbot, tmp_path, image=image, answers=answers) as window:
        click_preset(qtbot, window, "Sharpen")
        window.session.apply("Clamp", lambda document: edits.set_show(document, "clamp"))
        window.menus.actions["export"].trigger()
        qtbot.waitUntil(lambda: (tmp_path / "out.png").exists())
        qtbot.waitUntil(lambda: not window.exporting.is_busy)
    expected = correlate(image.pixels, preset("sharpen"), out_dtype=np.uint8)
    assert np.array_equal(load_image(tmp_path / "out.png").pixels, expected)


def test_wipe_and_inspector_work_by_mouse(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path) as window:
        wait_for_result(qtbot, window)
        window.menus.actions["view-wipe"].trigger()
        canvas = window.canvas
        middle = QPoint(canvas.width() // 2, canvas.height() // 2)
        QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=middle)
        QTest.mouseMove(canvas, middle + QPoint(80, 0))
        QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=middle + QPoint(80, 0))
        assert canvas.wipe > 0.55
        window.menus.actions["tab-pixel"].trigger()
        QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=middle - QPoint(60, 20))
        assert window.inspecting.is_pinned
        row, column = window.inspecting.place or (-1, -1)
        assert 0 <= row < 80
        assert window.inspector.title.text() == f"Pixel x {column}, y {row}"
        region = (row, column, row + 1, column + 1)
        value = float(values_at(window.session.document, region)[0, 0, 0])
        assert str(round(abs(value))) in window.inspector.subtitle.text().replace(",", "")


def test_a_broken_file_is_refused_by_name_and_the_document_stays(
    qtbot: QtBot, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"\x89PNG\r\n\x1a\nand then nothing")
    with open_window(qtbot, tmp_path) as window:
        before = window.session.document
        assert drop(window, broken)
        qtbot.waitUntil(window.notice.isVisible)
        assert "broken.png" in window.notice.text.text()
        assert window.session.document is before


def test_a_dropped_picture_opens(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "dropped.png"
    save_image(small_picture(30, 50).pixels, path)
    with open_window(qtbot, tmp_path) as window:
        assert drop(window, path)
        qtbot.waitUntil(lambda: window.session.document.image.name == "dropped.png")
        assert window.preferences.recent_files == (path,)


def test_closing_in_the_middle_of_work_ends_it(qtbot: QtBot, tmp_path: Path) -> None:
    pixels = np.random.default_rng(3).integers(0, 256, (3000, 4000), dtype=np.uint8)
    with open_window(qtbot, tmp_path, image=Image(pixels, "large")) as window:
        weights = np.random.default_rng(4).normal(size=(61, 61))
        window.opening.take_kernel(Kernel(weights, name="noise"))
        qtbot.waitUntil(lambda: window.runner.is_busy("result"))
        window.close()
        assert not window.isVisible()
    names = [thread.name for thread in threading.enumerate() if thread.is_alive()]
    assert not [name for name in names if name.startswith("kernelview-job")]


def test_mine_survives_a_restart_and_deleting_can_be_undone(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path) as window:
        window.library.save_to_mine_asked.emit()
        assert [kernel.name for kernel in window.session.document.mine] == ["Sobel x"]
        window.library.rename_asked.emit(0, "My edge")
    with open_window(qtbot, tmp_path) as window:
        assert [kernel.name for kernel in window.session.document.mine] == ["My edge"]
        window.library.remove_asked.emit(0)
        assert window.session.document.mine == ()
        window.menus.actions["undo"].trigger()
    with open_window(qtbot, tmp_path) as window:
        assert [kernel.name for kernel in window.session.document.mine] == ["My edge"]
