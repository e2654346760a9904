"""Samples of the training or the test pictures, and others at the press of a button."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from kernelview.learn.choices import Augmentation
from kernelview.learn.dataset import Split
from kernelview.ui.appearance import Appearance
from kernelview.ui.data.sample_grid import SampleGrid
from kernelview.ui.theme import SPACING

UNVARIED = Augmentation()


class SamplesView(QWidget):
    """The grid under a choice of the part it shows."""

    # float32 (H, W, C), 0 to 1
    sample_chosen = Signal(object)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._split: Split | None = None
        self._augmentation = UNVARIED
        self.grid = SampleGrid(appearance, self)
        self.train = self._part("Training", "Pictures that the network learns from, as varied")
        self.test = self._part("Test", "Pictures kept apart to tell how well it does")
        self.train.setChecked(True)
        self.shuffle = QToolButton(self)
        self.shuffle.setAccessibleName("Other samples")
        self.shuffle.setToolTip("Show other pictures of the set")
        self.shuffle.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._lay_out()
        self.shuffle.clicked.connect(self.grid.shuffle)
        self.grid.chosen.connect(self.sample_chosen)
        appearance.changed.connect(self._restyle)
        self._restyle()

    def show_split(self, split: Split | None, augmentation: Augmentation) -> None:
        """Show pictures of a set."""
        self._split, self._augmentation = split, augmentation
        for button in (self.train, self.test, self.shuffle):
            button.setVisible(split is not None)
        self._show_part()

    def show_stale(self) -> None:
        """Fade what is about to be other pictures."""
        self.grid.show_stale()

    def _show_part(self) -> None:
        if self._split is None:
            self.grid.show_dataset(None, UNVARIED)
        elif self.train.isChecked():
            self.grid.show_dataset(self._split.train, self._augmentation)
        else:
            self.grid.show_dataset(self._split.test, UNVARIED)

    def _restyle(self) -> None:
        self.shuffle.setIcon(self._appearance.icon("shuffle"))

    def _part(self, text: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setAccessibleName(f"{text} pictures")
        button.setToolTip(tip)
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _lay_out(self) -> None:
        self._parts = QButtonGroup(self)
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(SPACING // 2)
        for button in (self.train, self.test):
            self._parts.addButton(button)
            top.addWidget(button)
        self._parts.buttonToggled.connect(lambda _, on: self._show_part() if on else None)
        top.addStretch(1)
        top.addWidget(self.shuffle)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING // 2)
        layout.addLayout(top)
        layout.addWidget(self.grid, 1)
