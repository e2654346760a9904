"""Tells the person of an unexpected error."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kernelview.ui.appearance import Appearance
from kernelview.ui.shell.long_words import breakable
from kernelview.ui.shell.report import Report
from kernelview.ui.theme import SPACING

WIDTH = 560
DETAILS_HEIGHT = 240
MOST_KEPT = 20
# An error that comes back at once after closing comes from drawing: once more would lock one out.
CALM_MILLISECONDS = 2_000


class ErrorDialog(QDialog):
    """Says what went wrong and that nothing is lost; the report can be read and copied."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._times: dict[Report, int] = {}
        self.setWindowTitle("Something went wrong")
        self.icon = QLabel(self)
        self.icon.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.message = QLabel(self)
        self.message.setWordWrap(True)
        self.message.setMinimumWidth(1)
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.details = QPlainTextEdit(self)
        self.details.setReadOnly(True)
        self.details.setAccessibleName("Report")
        self.details.setTabChangesFocus(True)
        self.details.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.details.setMinimumHeight(DETAILS_HEIGHT)
        self.fold = QPushButton(self)
        self.fold.setCheckable(True)
        self.fold.toggled.connect(self._show_details)
        self.copy = QPushButton(self)
        self.copy.clicked.connect(self._copy)
        self.close_button = QPushButton("Close", self)
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.accept)
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self.finished.connect(lambda _: self._calm.start(CALM_MILLISECONDS))
        self._column = self._lay_out()
        self._show_details(shown=False)
        appearance.changed.connect(self._restyle)
        self._restyle()

    def show_report(self, report: Report) -> None:
        """Show a report, together with those that are still open; the same one is counted."""
        if not self.isVisible():
            if report in self._times and self._calm.isActive():
                self._calm.start(CALM_MILLISECONDS)
                return
            self._times.clear()
        self._times[report] = self._times.pop(report, 0) + 1
        self.message.setText(breakable(self._message(report)))
        self.details.setPlainText(self._all_details())
        self.copy.setText("Copy the report")
        self._fit()
        if not self.isVisible():
            self._calm.stop()
            self.fold.setChecked(False)
            self.open()
            self.close_button.setFocus(Qt.FocusReason.PopupFocusReason)

    def _message(self, report: Report) -> str:
        count = sum(self._times.values())
        more = f"\n\nThere were {count} errors so far; all are in the report." if count > 1 else ""
        return (
            "KernelView met an error that it did not expect.\n\n"
            f"While doing: {report.doing}\n"
            f"What came up: {report.summary}{more}\n\n"
            "The picture, the kernel and the history are still there, and you can go on. "
            "The report helps to mend this."
        )

    def _all_details(self) -> str:
        kept = list(self._times.items())[-MOST_KEPT:]
        return "\n\n".join(
            f"{report.details.rstrip()}\n({times} times)" if times > 1 else report.details.rstrip()
            for report, times in kept
        )

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details.toPlainText())
        self.copy.setText("Copied")

    def _show_details(self, shown: bool) -> None:  # noqa: FBT001
        self.details.setVisible(shown)
        self.fold.setText("Hide the report" if shown else "Show the report")
        self._fit()

    def _fit(self) -> None:
        """Be as high as the message needs."""
        self._column.invalidate()
        self._column.activate()
        self.resize(WIDTH, self._column.heightForWidth(WIDTH))

    def _lay_out(self) -> QVBoxLayout:
        top = QHBoxLayout()
        top.setSpacing(SPACING * 2)
        top.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.message, 1)
        buttons = QHBoxLayout()
        for button in (self.fold, self.copy):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACING * 2, SPACING * 2, SPACING * 2, SPACING * 2)
        column.setSpacing(SPACING * 2)
        column.addLayout(top)
        column.addWidget(self.details, 1)
        column.addLayout(buttons)
        return column

    def _restyle(self) -> None:
        self.icon.setPixmap(self._appearance.icon("triangle-alert").pixmap(32, 32))
