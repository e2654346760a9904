"""The largest value of each window of a picture."""

from kernelview.learn.layers.pooling import Pooling


class MaxPooling2D(Pooling):
    """Keeps the largest value of each window; padding never wins."""
