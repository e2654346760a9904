"""Keeps the order of the kernels until it is time for another."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernelview.learn.kernel_order import kernel_order
from kernelview.learn.learned import KernelLayer
from kernelview.usecases.wall_picture import WallView, kernels_of


class Sorting:
    """An order stays while the kernels learn, so that each can be followed."""

    def __init__(self) -> None:
        self._key: tuple[Any, ...] = ()
        self._order: NDArray[np.intp] = np.zeros(0, np.intp)

    def forget(self) -> None:
        """Sort anew when an order is asked for next."""
        self._key = ()

    def order_of(self, layer: KernelLayer, view: WallView) -> NDArray[np.intp]:
        """Return the units by place, as they were sorted before if they were."""
        key = (layer.name, layer.kernels.shape, view.channel, view.order)
        if key != self._key:
            self._key = key
            self._order = kernel_order(kernels_of(layer, view.channel), view.order)
        return self._order
