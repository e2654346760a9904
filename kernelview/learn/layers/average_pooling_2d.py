"""The mean of each window of a picture."""

from kernelview.learn.layers.pooling import Pooling


class AveragePooling2D(Pooling):
    """Keeps the mean of each window; padding does not count, as in TensorFlow."""
