"""The dialog that compares the engine's methods on the picture and kernel in hand."""

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from kernelview.ui.appearance import Appearance
from kernelview.ui.methods.bar_delegate import ROW_HEIGHT, BarDelegate
from kernelview.ui.methods.legend import Legend
from kernelview.ui.methods.method_model import (
    DIFFERENCE,
    EXPECTED,
    MEASURED,
    NAME,
    TIME,
    TO_FILTER2D,
    TO_PLAIN,
    MethodModel,
)
from kernelview.ui.methods.time_header import HEIGHT, TimeHeader
from kernelview.ui.methods.words import (
    chosen_words,
    comparison_text,
    extent_words,
    lesson_title,
    title_words,
)
from kernelview.ui.theme import HEADING_PIXELS, SPACING
from kernelview.usecases.compare_methods import Compared, Comparison

SIZE = (960, 620)
LESSON_LINES = 4
STEPS = 1000
WIDTHS = {
    NAME: 168,
    MEASURED: 96,
    EXPECTED: 88,
    TO_PLAIN: 104,
    TO_FILTER2D: 104,
    DIFFERENCE: 96,
}


class MethodsDialog(QDialog):
    """A row a method with its bar, and a paragraph on the row in hand. The window goes on."""

    measure_asked = Signal()
    stop_asked = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._running = False
        self.setWindowTitle("Compare methods")
        self.setAccessibleName("Compare methods")
        self.title, self.extent = self._label("title"), self._label("muted")
        self.model = MethodModel(self)
        self.table = self._make_table()
        self.legend = Legend(appearance, self)
        self.lesson_title, self.lesson = self._label("heading"), self._label("text")
        self.lesson.setMinimumHeight(LESSON_LINES * self.fontMetrics().lineSpacing() + 2)
        self.lesson.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.lesson.setAccessibleName("About the method")
        self.state = self._label("muted")
        self.progress = QProgressBar(self)
        self.progress.setFixedSize(120, 8)
        self.progress.setTextVisible(False)
        self.progress.setRange(0, STEPS)
        self.progress.setAccessibleName("Progress of measuring")
        self.copy = self._button("Copy as text", "Copy table and explanations", self._copy)
        self.measure = self._button("Measure again", "Measure all methods anew", self._press)
        self.close_button = self._button("Close", "Close (Esc)", self.reject)
        self._lay_out()
        self.resize(*SIZE)
        appearance.changed.connect(self._restyle)
        self._restyle()
        self.show_ended("")

    def open_in_front(self) -> None:
        """Show the dialog with the keyboard in its table."""
        self.show()
        self.raise_()
        self.activateWindow()
        self.table.setFocus(Qt.FocusReason.PopupFocusReason)

    def show_expected(self, comparison: Comparison) -> None:
        """Show another picture or kernel before anything is measured, the choice in hand."""
        self._show(comparison, None)
        self.take_row(self.model.row_of(comparison.chosen))

    def show_step(self, step: Compared) -> None:
        """Show what is known so far and who is being measured.

        Nothing is painted for a step that says nothing new: that would take time from what is
        being measured.
        """
        if self._running and (step.comparison, step.measuring) == (
            self.model.comparison,
            self.model.measuring,
        ):
            return
        self._running = True
        self._show(step.comparison, step.measuring)
        self.progress.setValue(round(step.fraction * STEPS))
        self._show_running(step.message)

    def show_comparison(self, comparison: Comparison) -> None:
        """Show the whole comparison."""
        self._show(comparison, None)
        self.show_ended(chosen_words(comparison))

    def show_ended(self, words: str) -> None:
        """Say that nothing is being measured now, and why."""
        self._running = False
        if self.model.comparison is not None:
            self.model.show_comparison(self.model.comparison)
        self._show_running(words)

    def take_row(self, row: int) -> None:
        """Take a row in hand; its paragraph is shown."""
        selection = self.table.selectionModel()
        selection.setCurrentIndex(
            self.model.index(row, NAME),
            QItemSelectionModel.SelectionFlag.ClearAndSelect
            | QItemSelectionModel.SelectionFlag.Rows,
        )
        self._show_lesson()

    def _show(self, comparison: Comparison, measuring: object) -> None:
        name = next((entry.name for entry in comparison.entries if entry.name == measuring), None)
        self.model.show_comparison(comparison, measuring=name)
        self._join_cells(comparison)
        self.table.horizontalHeader().viewport().update()
        self.title.setText(title_words(comparison))
        self.extent.setText(extent_words(comparison))
        self._show_lesson()

    def _join_cells(self, comparison: Comparison) -> None:
        """Give the words on why a method is not right the room of its missing numbers."""
        for row, entry in enumerate(comparison.entries):
            wanted = DIFFERENCE - TIME + 1 if entry.obstacle is not None else 1
            if self.table.columnSpan(row, TIME) != wanted:
                self.table.setSpan(row, TIME, 1, wanted)

    def _show_lesson(self) -> None:
        entry = self.model.entry(self.table.currentIndex().row())
        if entry is None or self.model.comparison is None:
            return
        self.lesson_title.setText(lesson_title(self.model.comparison, entry))
        self.lesson.setText(entry.lesson)
        self.lesson.setAccessibleDescription(entry.lesson)

    def _show_running(self, words: str) -> None:
        self.progress.setVisible(self._running)
        self.state.setText(words)
        self.measure.setText("Stop" if self._running else "Measure again")
        tip = "Stop measuring" if self._running else "Measure all methods anew"
        self.measure.setToolTip(tip)

    def _press(self) -> None:
        (self.stop_asked if self._running else self.measure_asked).emit()

    def _copy(self) -> None:
        if self.model.comparison is not None:
            QGuiApplication.clipboard().setText(comparison_text(self.model.comparison))
            self.state.setText("Copied")

    def _make_table(self) -> QTableView:
        table = QTableView(self)
        table.setModel(self.model)
        table.setItemDelegate(BarDelegate(self._appearance, self.model, table))
        header = TimeHeader(self._appearance, self.model, table)
        table.setHorizontalHeader(header)
        for column, width in WIDTHS.items():
            table.setColumnWidth(column, width)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(TIME, QHeaderView.ResizeMode.Stretch)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        table.setShowGrid(False)
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setAccessibleName("Methods")
        table.setToolTip("Up and Down choose the method that is explained below")
        table.selectionModel().currentRowChanged.connect(lambda *_: self._show_lesson())
        table.setMinimumHeight(HEIGHT + 4 * ROW_HEIGHT)
        return table

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACING * 2, SPACING * 2, SPACING * 2, SPACING * 2)
        column.setSpacing(SPACING)
        for widget in (self.title, self.extent):
            column.addWidget(widget)
        column.addSpacing(SPACING)
        column.addWidget(self.table, 1)
        column.addWidget(self.legend)
        column.addSpacing(SPACING)
        for widget in (self.lesson_title, self.lesson):
            column.addWidget(widget)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACING)
        buttons.addWidget(self.progress)
        buttons.addWidget(self.state, 1)
        for button in (self.copy, self.measure, self.close_button):
            buttons.addWidget(button)
        column.addLayout(buttons)

    def _label(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        return label

    def _button(self, text: str, tip: str, press: object) -> QPushButton:
        button = QPushButton(text, self)
        button.setToolTip(tip)
        button.setAutoDefault(False)
        button.clicked.connect(press)
        return button

    def _restyle(self) -> None:
        theme = self._appearance.theme
        self.setStyleSheet(
            f"#title {{ font-weight: 600; font-size: {HEADING_PIXELS}px; }}"
            "#heading { font-weight: 600; }"
            f"#muted {{ color: {theme.muted}; }}"
            f"QTableView {{ background: {theme.panel}; border: none; }}"
            f"QTableView {{ border-bottom: 1px solid {theme.line}; }}"
            f"QProgressBar {{ background: {theme.line}; border: none; border-radius: 4px; }}"
            f"QProgressBar::chunk {{ background: {theme.accent}; border-radius: 4px; }}"
        )
