"""What goes on around the panels: Mine, closing, inspecting, histograms, errors."""

from functools import partial
from pathlib import Path
from threading import Event

import numpy as np
from PySide6.QtCore import QByteArray, QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from kernelview.document import Image, edits
from kernelview.engine import Pool, render
from kernelview.files import load_mine, save_image
from kernelview.jobs import Job, Progress, run
from kernelview.kernels import preset, recipe_for
from kernelview.ui.canvas.qimage import to_qimage
from kernelview.ui.methods.status_words import method_words
from kernelview.usecases.render_live import values_at
from tests.ui.window_samples import Answers, click_preset, open_window, wait_for_result


def test_the_window_opens_with_a_result(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path) as window:
        wait_for_result(qtbot, window)
        latest = window.result.latest
        assert latest is not None
        document = window.session.document
        whole = run(render(document.image.pixels, document.pipeline, document.show))
        assert np.array_equal(latest.rendering.pixels, whole.pixels)
        assert window.status.method.text().startswith(method_words(document)[0])


def test_of_a_flood_of_edits_the_newest_result_stays(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path) as window:
        for value in range(200):
            edit = partial(edits.set_cells, cells={(0, 0): float(value)})
            window.session.apply("Set", edit, merge_key="flood")
        wait_for_result(qtbot, window)
        latest = window.result.latest
        assert latest is not None
        assert latest.document.kernel.weights[0, 0] == 199
        window.menus.actions["undo"].trigger()
        assert window.session.document.kernel == preset("sobel-x")


def test_mine_is_written_at_once_and_undo_takes_it_back(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    with open_window(qtbot, tmp_path) as window:
        window.editor.save_to_mine_asked.emit()
        assert [kernel.name for kernel in load_mine(path)] == ["Sobel x"]
        window.menus.actions["undo"].trigger()
        assert load_mine(path) == ()


def test_closing_asks_when_mine_could_not_be_saved(qtbot: QtBot, tmp_path: Path) -> None:
    answers = Answers(may_lose=False)
    with open_window(qtbot, tmp_path, answers=answers) as window:
        (tmp_path / "mine.json").mkdir()
        window.editor.save_to_mine_asked.emit()
        assert window.notice.isVisible()
        window.close()
        assert window.isVisible()
        assert "kernels" in answers.asked[-1]


def test_closing_asks_nothing_otherwise(qtbot: QtBot, tmp_path: Path) -> None:
    answers = Answers()
    with open_window(qtbot, tmp_path, answers=answers) as window:
        window.editor.save_to_mine_asked.emit()
        window.close()
        assert not window.isVisible()
    assert answers.asked == []


def test_a_mine_file_that_cannot_be_read_is_never_written_over(
    qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "mine.json"
    path.write_text("not ours")
    with open_window(qtbot, tmp_path) as window:
        assert window.notice.isVisible()
        window.editor.save_to_mine_asked.emit()
    assert path.read_text() == "not ours"


def test_the_inspector_agrees_with_the_result_after_a_pooling(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path) as window:
        window.stages.stage_added.emit(Pool("max", 2, 2), 0)
        wait_for_result(qtbot, window)
        window.menus.actions["tab-pixel"].trigger()
        window.canvas.pixel_clicked.emit(21, 43)
        value = float(values_at(window.session.document, (10, 21, 11, 22))[0, 0, 0])
        assert window.inspector.title.text() == "Pixel x 21, y 10"
        assert f"{value:.0f}".replace("-", "−") in window.inspector.subtitle.text()


def test_the_picture_is_counted_only_when_its_histogram_is_looked_at(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with open_window(qtbot, tmp_path) as window:
        wait_for_result(qtbot, window)
        panel = window.histogram_panel
        assert panel.before_plot.accessibleDescription() == ""
        window.menus.actions["tab-histogram"].trigger()
        qtbot.waitUntil(lambda: "mean" in panel.before_plot.accessibleDescription())
        assert "mean" in panel.after_plot.accessibleDescription()


def test_a_slider_drag_is_one_step(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path) as window:
        recipe = recipe_for("gaussian")
        window.library.recipe_chosen.emit(recipe)
        chosen = window.session.document
        for sigma in (1.5, 2.0, 2.5):
            window.editor.recipe_changed.emit(recipe.with_value("sigma", sigma), "drag")
        window.editor.drag_ended.emit()
        window.menus.actions["undo"].trigger()
        assert window.session.document is chosen


def test_a_picture_goes_through_the_clipboard_unchanged(qtbot: QtBot, tmp_path: Path) -> None:
    pixels = np.random.default_rng(2).integers(0, 256, (17, 23, 3), dtype=np.uint8)
    with open_window(qtbot, tmp_path) as window:
        QGuiApplication.clipboard().setImage(to_qimage(pixels))
        window.menus.actions["paste"].trigger()
        assert np.array_equal(window.session.document.image.pixels, pixels)
        window.menus.actions["identity"].trigger()
        wait_for_result(qtbot, window)
        window.menus.actions["copy-result"].trigger()
        copied: QImage = QGuiApplication.clipboard().image()
        assert (copied.width(), copied.height()) == (23, 17)


def test_what_was_set_is_remembered(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path) as window:
        window.menus.actions["view-difference"].trigger()
        window.library.set_folded_groups(("Blur",))
    with open_window(qtbot, tmp_path) as window:
        assert window.canvas.mode == "difference"
        assert window.library.folded_groups() == ("Blur",)
        assert window.menus.actions["view-difference"].isChecked()


def test_light_and_dark_change_every_part(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path) as window:
        wait_for_result(qtbot, window)
        light = window.grab().toImage()
        window.menus.actions["theme-dark"].trigger()
        dark = window.grab().toImage()
        for part in (window.library, window.editor, window.stages, window.status):
            place = part.mapTo(window, part.rect().bottomLeft())
            x, y = place.x() + 3, place.y() - 3
            assert dark.pixelColor(x, y).lightness() < 80 < light.pixelColor(x, y).lightness()
        window.menus.actions["theme-light"].trigger()


def test_a_refused_edit_is_told_and_changes_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path) as window:
        before = window.session.document
        window.stages.stage_removed.emit(0)
        assert window.session.document is before
        assert "Identity" in window.notice.text.text()


def test_a_strange_file_name_is_shown_as_it_is(qtbot: QtBot, tmp_path: Path) -> None:
    image = Image(np.zeros((4, 4), np.uint8), "<b>odd</b> & name.png")
    with open_window(qtbot, tmp_path, image=image) as window:
        assert "<b>odd</b>" in window.status.picture.text()
        assert window.status.picture.textFormat() == Qt.TextFormat.PlainText
        assert window.notice.text.textFormat() == Qt.TextFormat.PlainText
        assert "<b>odd</b>" in window.windowTitle()


def test_a_preset_is_chosen_by_click(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path) as window:
        click_preset(qtbot, window, "Outline")
        assert window.session.document.kernel == preset("outline")


def test_closing_does_not_wait_for_a_call_that_cannot_be_interrupted(
    qtbot: QtBot, tmp_path: Path
) -> None:
    entered, released = Event(), Event()

    def stuck() -> Job[None]:
        yield Progress(0, 1)
        entered.set()
        released.wait(60)

    with open_window(qtbot, tmp_path) as window:
        wait_for_result(qtbot, window)
        window.runner.start("stuck", stuck(), done=print, failed=print)
        assert entered.wait(10)
        window.close()
        ended = window.has_ended_work
        released.set()
        assert not ended
        assert not window.isVisible()


def test_of_several_dropped_files_the_first_is_opened_and_that_is_said(
    qtbot: QtBot, tmp_path: Path
) -> None:
    paths = [tmp_path / "one.png", tmp_path / "two.png"]
    for path in paths:
        save_image(np.zeros((5, 7), np.uint8), path)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    with open_window(qtbot, tmp_path) as window:
        assert window.opening.take(mime)
        assert "2 files" in window.notice.text.text()
        qtbot.waitUntil(lambda: window.session.document.image.name == "one.png")


def test_spreadsheet_cells_are_pasted_as_numbers_not_as_their_picture(
    qtbot: QtBot, tmp_path: Path
) -> None:
    mime = QMimeData()
    mime.setText("1\t2\n3\t4")
    mime.setImageData(to_qimage(np.zeros((9, 9), np.uint8)))
    with open_window(qtbot, tmp_path) as window:
        before = window.session.document.image
        assert window.opening.take(mime)
        assert window.session.document.image is before
        assert window.session.document.kernel.weights.tolist() == [[1, 2], [3, 4]]


def test_a_picture_on_the_clipboard_that_cannot_be_read_is_refused(
    qtbot: QtBot, tmp_path: Path
) -> None:
    mime = QMimeData()
    mime.setData("application/x-qt-image", QByteArray(b"no picture"))
    with open_window(qtbot, tmp_path) as window:
        before = window.session.document
        window.opening.take(mime)
        assert window.session.document is before
        assert "cannot be read" in window.notice.text.text()
