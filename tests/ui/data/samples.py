"""Small sets of pictures for the tests of the data panel."""

import numpy as np

from kernelview.learn.dataset import Dataset, Split, split


def small_set(
    *,
    names: tuple[str, ...] = ("0", "1", "2"),
    count: int = 60,
    side: int = 8,
    channels: int = 1,
    skipped: tuple[str, ...] = (),
    white: float = 255.0,
) -> Split:
    """Return pictures whose every pixel tells which one it is."""
    values = np.arange(count, dtype=np.float32) / count * white
    images = np.broadcast_to(values[:, None, None, None], (count, side, side, channels))
    kept = images.astype(np.uint8) if white == 255 else images.astype(np.float32)
    labels = np.arange(count) % len(names)
    return split(Dataset("small", kept, labels, names, white=white, skipped=skipped))
