"""Networks that were never trained, for the tests of the wall."""

import numpy as np

from kernelview.learn.learned import KernelLayer
from kernelview.learn.run_record import Snapshot


def layer(
    name: str = "conv1",
    *,
    units: int = 12,
    shape: tuple[int, int] = (3, 3),
    channels: int = 1,
    gain: float = 1.0,
) -> KernelLayer:
    """Return a layer; unit u's weights are all gain × (u + 1) / units on channel 0, and so on."""
    strengths = (np.arange(units) + 1) / units * gain
    parts = np.arange(channels) + 1
    kernels = np.ones((*shape, channels, units)) * strengths * parts[:, np.newaxis]
    bias = -np.arange(units, dtype=np.float32) / 10
    return KernelLayer(name, kernels.astype(np.float32), bias, "relu")


def network(gain: float = 1.0) -> tuple[KernelLayer, ...]:
    return (layer(gain=gain), layer("conv2", units=20, channels=3, gain=gain))


def snapshot(batch: int, epoch: int = 1) -> Snapshot:
    return Snapshot(batch, epoch, (), 2.0 / batch, 0.5)
