"""The moments of a training, kept within bounds: the kernels as they were then."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernelview.learn.learned import KernelLayer
from kernelview.learn.run_record import Snapshot

MOST_MOMENTS = 600
MOST_BYTES = 64 * 2**20


@dataclass(frozen=True, eq=False)
class Moment:
    """The kernels after a batch.

    `batch` counts from the start, also over trainings that went on from one another; the start
    itself is batch 0 of epoch 0, with `loss` and `accuracy` NaN. The arrays are own copies.
    """

    batch: int
    epoch: int
    loss: float
    accuracy: float
    layers: tuple[KernelLayer, ...]

    @property
    def size(self) -> int:
        """How many bytes its arrays take."""
        biases = (0 if layer.bias is None else layer.bias.nbytes for layer in self.layers)
        return sum(layer.kernels.nbytes for layer in self.layers) + sum(biases)

    @property
    def snapshot(self) -> Snapshot:
        """The moment as a snapshot; its `weights` are empty, for only kernels are kept."""
        return Snapshot(self.batch, self.epoch, (), self.loss, self.accuracy)


class Timeline:
    """Moments in order, at about even distances, the newest always among them.

    When there are too many, every other one goes; the first, the last and the ends of epochs
    stay, as long as those alone are not too many. One moment is kept whatever its size.
    """

    def __init__(self, *, most_moments: int = MOST_MOMENTS, most_bytes: int = MOST_BYTES) -> None:
        self._most_moments, self._most_bytes = most_moments, most_bytes
        self._moments: list[Moment] = []
        self._size = 0
        # Least number of batches from one moment to the next.
        self._gap = 1
        # Batches of the trainings before the one under way.
        self._earlier = 0

    @property
    def moments(self) -> tuple[Moment, ...]:
        """All moments, the oldest first."""
        return tuple(self._moments)

    @property
    def size(self) -> int:
        """How many bytes the moments take."""
        return self._size

    def __len__(self) -> int:
        return len(self._moments)

    def clear(self) -> None:
        """Forget everything."""
        self._moments, self._size, self._gap, self._earlier = [], 0, 1, 0

    def begin(self, layers: Sequence[KernelLayer]) -> None:
        """Forget everything and keep the kernels that a training starts from."""
        self.clear()
        self._append(Moment(0, 0, float("nan"), float("nan"), _copies(layers)))

    def add(self, snapshot: Snapshot, layers: Sequence[KernelLayer]) -> None:
        """Keep a snapshot's kernels; a batch number below the last one's begins a further run."""
        last = self._moments[-1] if self._moments else None
        if last is not None and snapshot.batch < last.batch - self._earlier:
            self._earlier = last.batch
        batch = self._earlier + snapshot.batch
        if last is not None and batch > 0 and not self._is_needed(snapshot.epoch, batch):
            self._size -= self._moments.pop().size
        self._append(
            Moment(batch, snapshot.epoch, snapshot.loss, snapshot.accuracy, _copies(layers))
        )
        if self._is_too_much(self._most_moments, self._most_bytes):
            self._thin()

    def _append(self, moment: Moment) -> None:
        self._moments.append(moment)
        self._size += moment.size

    def _is_needed(self, epoch: int, batch: int) -> bool:
        """Return whether the last moment stays when one of `epoch` and `batch` follows."""
        last = self._moments[-1]
        if batch <= last.batch:
            return False
        if len(self._moments) == 1 or last.epoch != epoch:
            return True
        return last.batch - self._moments[-2].batch >= self._gap

    def _is_too_much(self, most_moments: int, most_bytes: int) -> bool:
        many = len(self._moments) > most_moments or self._size > most_bytes
        return many and len(self._moments) > 1

    def _thin(self) -> None:
        """Make room for about as many moments again."""
        # One more than half: every other one of an odd number.
        moments = min(self._most_moments, self._most_moments // 2 + 1)
        size = min(self._most_bytes, self._most_bytes // 2 + self._moments[-1].size)
        while self._is_too_much(moments, size):
            span = self._moments[-1].batch - self._moments[0].batch
            if self._gap < span:
                self._gap *= 2
                self._keep(_spaced(self._moments, self._gap))
            elif len(self._moments) > 2:
                self._keep([self._moments[0], *self._moments[2:-1:2], self._moments[-1]])
            elif self._is_too_much(self._most_moments, self._most_bytes):
                self._keep(self._moments[-1:])
            else:
                break

    def _keep(self, moments: list[Moment]) -> None:
        self._moments = moments
        self._size = sum(moment.size for moment in moments)


def _spaced(moments: Sequence[Moment], gap: int) -> list[Moment]:
    kept: list[Moment] = []
    for place, moment in enumerate(moments):
        is_end = place in (0, len(moments) - 1) or _ends_epoch(moments, place)
        if is_end or moment.batch - kept[-1].batch >= gap:
            kept.append(moment)
    return kept


def _ends_epoch(moments: Sequence[Moment], place: int) -> bool:
    return place + 1 < len(moments) and moments[place + 1].epoch != moments[place].epoch


def _copies(layers: Sequence[KernelLayer]) -> tuple[KernelLayer, ...]:
    # A view would keep all the network's weights alive.
    return tuple(
        replace(
            layer,
            kernels=_own(layer.kernels),
            bias=None if layer.bias is None else _own(layer.bias),
        )
        for layer in layers
    )


def _own(values: NDArray[Any]) -> NDArray[Any]:
    copy = np.array(values)
    copy.flags.writeable = False
    return copy
