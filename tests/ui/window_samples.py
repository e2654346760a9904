"""A whole window for tests: throw-away preferences, questions answered in advance."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kernelview.document import Image
from kernelview.ui.appearance import Appearance
from kernelview.ui.application import make_application
from kernelview.ui.dialogs import Dialogs
from kernelview.ui.main_window import MainWindow
from kernelview.ui.preferences import Preferences
from kernelview.ui.style_sheet import apply_theme

RESULT_TIMEOUT = 30_000


@dataclass
class Answers:
    """What a test says to the window's questions; a question without an answer fails it."""

    open_path: Path | None = None
    save_path: Path | None = None
    quality: int = 92
    may_lose: bool | None = None
    may_remove: bool = True
    asked: list[str] = field(default_factory=list)


class AnsweredDialogs(Dialogs):
    """Answers in place of a person."""

    def __init__(self, parent: QWidget, answers: Answers) -> None:
        super().__init__(parent)
        self._answers = answers

    def picture_to_open(self, folder: Path) -> Path | None:
        return self._answers.open_path

    def kernel_to_open(self, folder: Path) -> Path | None:
        return self._answers.open_path

    def picture_to_save(self, title: str, suggestion: Path) -> Path | None:
        self._answers.asked.append(suggestion.name)
        return self._answers.save_path

    def kernel_to_save(self, suggestion: Path) -> Path | None:
        self._answers.asked.append(suggestion.name)
        return self._answers.save_path

    def folder_to_open(self, title: str, folder: Path) -> Path | None:
        return self._answers.open_path

    def data_to_open(self, folder: Path) -> Path | None:
        return self._answers.open_path

    def network_to_open(self, folder: Path) -> Path | None:
        return self._answers.open_path

    def model_to_open(self, folder: Path) -> Path | None:
        return self._answers.open_path

    def plot_to_save(self, suggestion: Path) -> Path | None:
        self._answers.asked.append(suggestion.name)
        return self._answers.save_path

    def to_save(self, title: str, suggestion: Path) -> Path | None:
        self._answers.asked.append(suggestion.name)
        return self._answers.save_path

    def may_remove(self, what: str) -> bool:
        self._answers.asked.append(what)
        return self._answers.may_remove

    def quality(self, usual: int) -> int | None:
        return self._answers.quality

    def may_lose(self, what: str) -> bool:
        self._answers.asked.append(what)
        assert self._answers.may_lose is not None, f"unexpected question: {what}"
        return self._answers.may_lose


def small_picture(height: int = 80, width: int = 120) -> Image:
    values = np.random.default_rng(7).integers(0, 256, (height, width, 3), dtype=np.uint8)
    return Image(values, "noise.png")


@contextmanager
def open_window(
    qtbot: QtBot, folder: Path, *, image: Image | None = None, answers: Answers | None = None
) -> Iterator[MainWindow]:
    """Show a window that keeps everything in `folder`; closed at the end."""
    application = make_application()
    appearance = Appearance(parent=application)
    apply_theme(application, appearance.theme)
    settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    replies = answers or Answers()
    window = MainWindow(
        image or small_picture(),
        appearance=appearance,
        preferences=Preferences(settings),
        mine_file=folder / "mine.json",
        runs_folder=folder / "runs",
        results_folder=folder / "experiments",
        make_dialogs=lambda parent: AnsweredDialogs(parent, replies),
    )
    window.resize(1200, 760)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    try:
        yield window
    finally:
        replies.may_lose = True
        window.close()
        window.deleteLater()
        appearance.deleteLater()


def wait_for_result(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until the whole result of the document in hand is shown."""
    qtbot.waitUntil(lambda: window.result.is_current, timeout=RESULT_TIMEOUT)


def click_preset(qtbot: QtBot, window: MainWindow, name: str) -> None:
    """Click a kernel's row in the library after typing its name into the search."""
    window.library.search.setText(name)
    view = window.library.view
    model = view.model()
    for group in range(model.rowCount()):
        parent = model.index(group, 0)
        for row in range(model.rowCount(parent)):
            index = model.index(row, 0, parent)
            if str(index.data(Qt.ItemDataRole.DisplayRole)) == name:
                view.scrollTo(index)
                place = view.visualRect(index).center()
                QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
                return
    raise AssertionError(f"no row {name!r} in the library")


def click_cell(qtbot: QtBot, window: MainWindow, row: int, column: int) -> None:
    """Click a cell of the kernel grid."""
    grid = window.editor.cells.grid
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=cell_place(window, row, column))


def type_keys(text: str) -> None:
    """Type on the keyboard: each key goes to the widget that has the focus by then."""
    for letter in text:
        widget = QApplication.focusWidget()
        assert widget is not None, "no widget has the focus"
        if letter == "\n":
            QTest.keyClick(widget, Qt.Key.Key_Return)
        else:
            QTest.keyClicks(widget, letter)


def cell_place(window: MainWindow, row: int, column: int) -> QPoint:
    """Return the middle of a cell of the kernel grid."""
    return window.editor.cells.grid.geometry_of_cells.cell_rect((row, column)).center()
