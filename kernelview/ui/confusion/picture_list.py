"""The pictures of a cell of the confusion, or the worst mistakes, to look at and to take."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from kernelview.learn.dataset import Dataset
from kernelview.learn.evaluation import Evaluation
from kernelview.ui.appearance import Appearance
from kernelview.ui.confusion.picture_delegate import PictureDelegate
from kernelview.ui.confusion.picture_model import PictureModel


class PictureList(QListView):
    """A click or Enter takes a picture."""

    # float32 (H, W, C), 0 to 1
    taken = Signal(object)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pictures = PictureModel()
        self.pictures.setParent(self)
        self._delegate = PictureDelegate(appearance, self)
        self.setModel(self.pictures)
        self.setItemDelegate(self._delegate)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setAccessibleName("Pictures")
        self.setAccessibleDescription("Enter shows what the network makes of a picture.")
        self.clicked.connect(self._take)
        self.installEventFilter(self)
        appearance.changed.connect(self.viewport().update)

    def show_pictures(
        self,
        evaluation: Evaluation | None,
        dataset: Dataset | None,
        order: NDArray[np.int64],
        *,
        with_names: bool,
    ) -> None:
        """Show pictures of the dataset by their indices."""
        names = dataset.class_names if dataset is not None else ()
        self._delegate.fit(names, with_names=with_names)
        self.setGridSize(self._delegate.size())
        self.verticalScrollBar().setSingleStep(self._delegate.size().height() // 2)
        self.pictures.show_pictures(evaluation, dataset, order)
        self.scrollToTop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the current picture with Enter or Space."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
            if event.key() in keys and self.currentIndex().isValid():
                self._take(self.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def _take(self, index: QModelIndex) -> None:
        self.taken.emit(self.pictures.pixels(index.row()))
