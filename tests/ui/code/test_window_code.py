"""Exporting as code from the window: the command, the kernel in hand, the file."""

from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kernelview.document import Image, edits
from kernelview.kernels.code import code_for
from kernelview.ui.code import CodeDialog
from kernelview.ui.main_window import MainWindow
from tests.ui.window_samples import Answers, open_window


def opened(qtbot: QtBot, window: MainWindow) -> CodeDialog:
    window.menus.actions["export-code"].trigger()
    dialog = window.code_export.dialog
    assert dialog is not None
    qtbot.waitUntil(dialog.isVisible)
    return dialog


def test_the_shortcut_opens_the_kernel_in_hand(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path) as window:
        qtbot.waitUntil(window.isActiveWindow)
        modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        QTest.keyClick(window, Qt.Key.Key_X, modifiers)
        dialog = window.code_export.dialog
        assert dialog is not None
        assert dialog.isVisible()
        assert dialog.code == code_for(window.session.document.kernel, "opencv")


def test_the_dialog_follows_the_kernel_and_how_it_is_applied(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path) as window:
        dialog = opened(qtbot, window)
        window.session.apply("Choose", lambda d: edits.choose_preset(d, "emboss"))
        window.session.apply("Border", lambda d: edits.set_border(d, "edge"))
        window.session.apply("Turn", lambda d: edits.set_turned(d, turned=True))
        kernel = window.session.document.kernel
        assert dialog.code == code_for(kernel, "opencv", border="edge", true_convolution=True)


def test_offset_and_constant_of_another_depth_are_brought_to_levels(
    qtbot: QtBot, tmp_path: Path
) -> None:
    image = Image(np.zeros((40, 60), np.float32), "float.tif")
    with open_window(qtbot, tmp_path, image=image) as window:
        dialog = opened(qtbot, window)
        window.session.apply("Offset", lambda d: edits.set_offset(d, 0.5))
        window.session.apply("Border", lambda d: edits.set_border(d, "constant"))
        window.session.apply("Constant", lambda d: edits.set_constant(d, 0.2))
        assert "delta=127.5" in dialog.code
        assert "value=(51, 51, 51)" in dialog.code


def test_an_offset_too_large_for_levels_is_kept_finite(qtbot: QtBot, tmp_path: Path) -> None:
    image = Image(np.zeros((40, 60), np.float32), "float.tif")
    with open_window(qtbot, tmp_path, image=image) as window:
        window.session.apply("Offset", lambda d: edits.set_offset(d, 1e308))
        assert "delta=1.79" in opened(qtbot, window).code


def test_the_target_is_remembered(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path) as window:
        opened(qtbot, window).take_target("glsl")
    with open_window(qtbot, tmp_path) as window:
        assert opened(qtbot, window).targets.target_id == "glsl"


def test_a_target_that_is_no_more_leaves_the_first(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path) as window:
        window.preferences.code_target = "cobol"
        assert opened(qtbot, window).targets.target_id == "opencv"


def test_save_writes_the_code_that_is_shown(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "emboss.sh"
    answers = Answers(save_path=path)
    with open_window(qtbot, tmp_path, answers=answers) as window:
        window.session.apply("Choose", lambda d: edits.choose_preset(d, "emboss"))
        dialog = opened(qtbot, window)
        dialog.take_target("ffmpeg")
        dialog.save.click()
        qtbot.waitUntil(lambda: not window.exporting.is_busy)
        assert answers.asked == ["emboss.sh"]
        assert path.read_text(encoding="utf-8") == dialog.code
        qtbot.waitUntil(lambda: window.notice.text.text() == "Exported emboss.sh")


def test_a_failed_save_is_told_and_what_was_there_stays(qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "taken.py"
    folder.mkdir()
    with open_window(qtbot, tmp_path, answers=Answers(save_path=folder)) as window:
        opened(qtbot, window).save.click()
        qtbot.waitUntil(window.notice.isVisible)
        assert "taken.py" in window.notice.text.text()
        assert folder.is_dir()


def test_no_file_is_written_when_the_question_is_cancelled(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path, answers=Answers()) as window:
        before = sorted(tmp_path.iterdir())
        opened(qtbot, window).save.click()
        assert not window.exporting.is_busy
        assert sorted(tmp_path.iterdir()) == before
