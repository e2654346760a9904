"""What the wall shows: the kernels of a layer, in an order, on a scale."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kernelview.learn.kernel_order import dead_kernels, norms_of
from kernelview.learn.learned import KernelAddress, KernelLayer
from kernelview.usecases.wall_picture import (
    Kernels,
    WallScale,
    full_colour,
    kernels_of,
    levels_of,
)


@dataclass(frozen=True, eq=False)
class KernelFacts:
    """What there is to say of one kernel; `change` is None where its start is not known.

    `rank` counts from 1, the strongest.
    """

    address: KernelAddress
    weights: NDArray[np.float64]
    start: NDArray[np.float64] | None
    norm: float
    rank: int
    count: int
    bias: float | None
    activation: str
    is_dead: bool

    @property
    def change(self) -> float | None:
        """The norm of what was added to it since the start."""
        return None if self.start is None else float(np.linalg.norm(self.weights - self.start))

    @property
    def change_share(self) -> float | None:
        """The change as a share of the start's norm."""
        norm = 0.0 if self.start is None else float(np.linalg.norm(self.start))
        return self.change / norm if self.change is not None and norm > 0 else None


@dataclass(frozen=True, eq=False)
class WallContent:
    """A layer's kernels (n, kh, kw) and the `order` (n,) they are shown in, units by place.

    `start` is the layer as it was before it learned anything.
    """

    layer: KernelLayer
    channel: int | None
    scale: WallScale
    order: NDArray[np.intp]
    start: KernelLayer | None = None

    @cached_property
    def kernels(self) -> Kernels:
        """The kernels by unit."""
        return kernels_of(self.layer, self.channel)

    @property
    def count(self) -> int:
        """How many kernels there are."""
        return int(self.layer.kernels.shape[3])

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of a kernel."""
        rows, columns = self.layer.kernels.shape[:2]
        return rows, columns

    @cached_property
    def limit(self) -> float:
        """The weight that has the full colour on the common scale."""
        return full_colour(self.kernels)

    def levels(self) -> NDArray[np.intp]:
        """Return the colour of each weight (n, kh, kw), by place."""
        return levels_of(self.kernels[self.order], self.scale)

    def unit_at(self, place: int) -> int:
        """Return which unit is shown at a place."""
        return int(self.order[place])

    def place_of(self, unit: int) -> int:
        """Return where a unit is shown."""
        return int(np.flatnonzero(self.order == unit)[0])

    def address(self, unit: int) -> KernelAddress:
        """Return the address of a unit's kernel."""
        return KernelAddress(self.layer.name, unit, self.channel)

    def limit_of(self, unit: int) -> float:
        """Return the weight that has the full colour in a unit's kernel."""
        if self.scale == "common":
            return self.limit
        return float(np.abs(np.nan_to_num(self.kernels[unit])).max())

    def facts(self, unit: int) -> KernelFacts:
        """Return what there is to say of a unit's kernel."""
        norms = norms_of(self.kernels)
        bias = self.layer.bias
        start = self.start
        return KernelFacts(
            address=self.address(unit),
            weights=self.kernels[unit].astype(np.float64),
            start=None if start is None else self._start_of(start, unit),
            norm=float(norms[unit]),
            rank=1 + int((norms > norms[unit]).sum()),
            count=self.count,
            bias=None if bias is None else float(bias[unit]),
            activation=self.layer.activation,
            is_dead=bool(dead_kernels(norms)[unit]),
        )

    def _start_of(self, start: KernelLayer, unit: int) -> NDArray[np.float64]:
        part = start.kernels[..., unit].astype(np.float64)
        chosen: NDArray[np.float64] = (
            part.mean(axis=2) if self.channel is None else part[:, :, self.channel]
        )
        return chosen
