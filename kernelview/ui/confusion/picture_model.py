"""Pictures of an evaluation, as a list for Qt."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QImage

from kernelview.learn.dataset import Dataset
from kernelview.learn.evaluation import Evaluation
from kernelview.ui.data.sample_picture import sample_picture

Index = QModelIndex | QPersistentModelIndex
TILE_ROLE = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True)
class Tile:
    """A picture, what it is, what the network says, and how sure it is (0 to 1)."""

    picture: QImage
    truth: str
    predicted: str
    sureness: float
    is_mistake: bool

    @property
    def words(self) -> str:
        """The tile as a screen reader says it."""
        said = f"taken for {self.predicted}" if self.is_mistake else "seen as it is"
        return f"{self.truth} {said}, {100 * self.sureness:.1f} % sure"


class PictureModel(QAbstractListModel):
    """A row a picture; a picture is made when it comes into sight."""

    def __init__(self) -> None:
        super().__init__()
        self._evaluation: Evaluation | None = None
        self._dataset: Dataset | None = None
        self._order: NDArray[np.int64] = np.zeros(0, np.int64)
        self._tiles: dict[int, Tile] = {}

    def show_pictures(
        self, evaluation: Evaluation | None, dataset: Dataset | None, order: NDArray[np.int64]
    ) -> None:
        """Show those pictures of the dataset whose indices are in `order`."""
        self.beginResetModel()
        self._evaluation, self._dataset, self._order = evaluation, dataset, order
        self._tiles.clear()
        self.endResetModel()

    def pixels(self, row: int) -> NDArray[np.float32]:
        """Return a picture as the network gets it: float32 (H, W, C), 0 to 1."""
        assert self._dataset is not None  # noqa: S101 - a row there is has a picture
        picture = self._dataset.images[self._order[row]]
        return np.asarray(picture * np.float32(1 / self._dataset.white), np.float32)

    def rowCount(self, parent: Index | None = None) -> int:
        """One row a picture."""
        if self._dataset is None or (parent is not None and parent.isValid()):
            return 0
        return len(self._order)

    def data(self, index: Index, role: int = 0) -> Any:
        """Return a picture's tile, or its words."""
        if not 0 <= index.row() < self.rowCount():
            return None
        if role == TILE_ROLE:
            return self._tile(index.row())
        if role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return self._tile(index.row()).words
        return None

    def _tile(self, row: int) -> Tile:
        if row not in self._tiles:
            self._tiles[row] = self._made(row)
        return self._tiles[row]

    def _made(self, row: int) -> Tile:
        evaluation, dataset = self._evaluation, self._dataset
        assert evaluation is not None and dataset is not None  # noqa: S101, PT018 - as above
        place = self._order[row]
        truth, predicted = int(evaluation.labels[place]), int(evaluation.predicted[place])
        return Tile(
            sample_picture(self.pixels(row)),
            dataset.class_names[truth],
            dataset.class_names[predicted],
            float(evaluation.probabilities[place, predicted]),
            truth != predicted,
        )
