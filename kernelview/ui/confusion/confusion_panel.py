"""What each class is taken for, and the pictures behind it."""

import numpy as np
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from kernelview.learn.dataset import Dataset
from kernelview.learn.evaluation import Evaluation
from kernelview.ui.appearance import Appearance
from kernelview.ui.confusion.confusion_matrix import ConfusionMatrix
from kernelview.ui.confusion.confusion_words import meeting_words, score_words
from kernelview.ui.confusion.matrix_geometry import Cell
from kernelview.ui.confusion.picture_list import PictureList
from kernelview.ui.theme import SPACING

MOST_PICTURES = 500
MATRIX_SHARE, PICTURES_SHARE = 11, 10
EMPTY = "Once a network is trained, you see here what it takes each class for."
NO_MISTAKES = "Every test picture is seen as what it is."


class ConfusionPanel(QWidget):
    """The matrix at the left; at the right the chosen cell's pictures, or the worst mistakes."""

    # float32 (H, W, C), 0 to 1
    sample_chosen = Signal(object)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Confusion")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._appearance = appearance
        self._evaluation: Evaluation | None = None
        self._dataset: Dataset | None = None
        self.matrix = ConfusionMatrix(appearance, self)
        self.pictures = PictureList(appearance, self)
        self.score, self.heading, self.nothing = (QLabel(self) for _ in range(3))
        self.shares = QCheckBox("Per cent", self)
        self.shares.setAccessibleName("Counts as shares of each class")
        self.shares.setToolTip("Show each count as a share of its row, in per cent")
        self.copy = self._button("copy", "Copy the counts as text (Ctrl+C)", "Copy the counts")
        self.back = self._button("x", "Back to the worst mistakes (Esc)", "Back to the mistakes")
        self._empty = QLabel(EMPTY, self)
        self._lay_out()
        self._connect()
        self._restyle()
        self.show_evaluation(None, None)

    def show_evaluation(self, evaluation: Evaluation | None, dataset: Dataset | None) -> None:
        """Show how a network does on a dataset's pictures; the chosen cell stays."""
        if dataset is not None and evaluation is not None:
            fits = np.array_equal(dataset.labels, evaluation.labels)
            dataset = dataset if fits else None
        self._evaluation, self._dataset = evaluation, dataset
        self._stack.setCurrentIndex(0 if evaluation is None else 1)
        self.setAccessibleDescription(EMPTY if evaluation is None else score_words(evaluation))
        if evaluation is not None:
            self.score.setText(score_words(evaluation))
            self.score.setToolTip(score_words(evaluation))
            self.matrix.show_evaluation(evaluation, self._names())
        self._show_pictures()

    def sizeHint(self) -> QSize:
        """Return a calm default."""
        return QSize(860, 300)

    def minimumSizeHint(self) -> QSize:
        """Return what still shows matrix and pictures."""
        return QSize(360, 140)

    def _names(self) -> tuple[str, ...]:
        if self._dataset is not None:
            return self._dataset.class_names
        assert self._evaluation is not None  # noqa: S101 - asked by the caller
        return tuple(str(place) for place in range(self._evaluation.probabilities.shape[1]))

    def _show_pictures(self) -> None:
        evaluation, cell = self._evaluation, self.matrix.choice
        self.back.setVisible(cell is not None)
        if evaluation is None:
            self.pictures.show_pictures(None, None, np.zeros(0, np.int64), with_names=True)
            return
        if cell is None:
            order = evaluation.worst(len(evaluation.labels))
            heading = "Worst mistakes"
        else:
            order = evaluation.mistakes(*cell)
            words = meeting_words(self._names(), *cell)
            heading = words[:1].upper() + words[1:]  # a class's name keeps its own capitals
        self._say(heading, len(order), cell)
        # A cell's pictures all have its names.
        self.pictures.show_pictures(
            evaluation, self._dataset, order[:MOST_PICTURES], with_names=cell is None
        )

    def _say(self, heading: str, count: int, cell: Cell | None) -> None:
        if count > MOST_PICTURES:
            heading += f", the first {MOST_PICTURES} of {count:,}"
        elif count:
            heading += f", {count:,}"
        self.heading.setText(heading)
        self.heading.setToolTip(heading)
        self.pictures.setAccessibleName(heading)
        self._shelf.setCurrentIndex(1 if count and self._dataset is not None else 0)
        words = NO_MISTAKES if cell is None else "There is no such picture."
        self.nothing.setText(words if not count else "The pictures are no longer in hand.")

    def _connect(self) -> None:
        self.matrix.chosen.connect(lambda _: self._show_pictures())
        self.pictures.taken.connect(self.sample_chosen)
        self.shares.toggled.connect(self.matrix.show_shares)
        self.copy.clicked.connect(self.matrix.copy)
        self.back.clicked.connect(lambda: self.matrix.choose(None))
        self._appearance.changed.connect(self._restyle)

    def _restyle(self) -> None:
        theme = self._appearance.theme
        self.setStyleSheet(
            f"ConfusionPanel, QListView {{ background: {theme.panel}; }}"
            "#heading { font-weight: 600; }"
            f"#muted {{ color: {theme.muted}; }} #line {{ background: {theme.line}; }}"
        )
        self.copy.setIcon(self._appearance.icon("copy"))
        self.back.setIcon(self._appearance.icon("x"))

    def _button(self, icon: str, tip: str, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(self._appearance.icon(icon))
        button.setToolTip(tip)
        button.setAccessibleName(name)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _lay_out(self) -> None:
        for label, name in (
            (self.score, "heading"),
            (self.heading, "heading"),
            (self.nothing, "muted"),
            (self._empty, "muted"),
        ):
            label.setObjectName(name)
            label.setTextFormat(Qt.TextFormat.PlainText)
        for label in (self.nothing, self._empty):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
        for label in (self.score, self.heading):
            label.setMinimumWidth(40)
        self._shelf = QStackedLayout()
        self._shelf.addWidget(self.nothing)
        self._shelf.addWidget(self.pictures)
        line = QFrame(self)
        line.setObjectName("line")
        line.setFixedWidth(1)
        full = QWidget(self)
        row = QHBoxLayout(full)
        row.setContentsMargins(SPACING, SPACING // 2, SPACING, SPACING // 2)
        row.setSpacing(SPACING)
        row.addLayout(self._column((self.score, self.shares, self.copy), self.matrix), MATRIX_SHARE)
        row.addWidget(line)
        row.addLayout(self._column((self.heading, self.back), self._shelf), PICTURES_SHARE)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(full)

    def _column(
        self, heading: tuple[QWidget, ...], content: QWidget | QStackedLayout
    ) -> QVBoxLayout:
        top = QHBoxLayout()
        top.setSpacing(SPACING)
        for widget in heading:
            top.addWidget(widget, 1 if widget is heading[0] else 0)
        strip = QWidget(self)
        strip.setLayout(top)
        strip.setFixedHeight(30)
        top.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout()
        column.setSpacing(SPACING // 2)
        column.addWidget(strip)
        if isinstance(content, QWidget):
            column.addWidget(content, 1)
        else:
            column.addLayout(content, 1)
        return column
