"""Where windows fall: the lengths and paddings of convolution and pooling, as in TensorFlow."""

from kernelview.learn.layers.arguments import Padding


def reach(window: int, dilation: int = 1) -> int:
    """Return the length that a window covers when its places are `dilation` apart."""
    return (window - 1) * dilation + 1


def output_length(
    length: int, window: int, *, stride: int, padding: Padding, dilation: int = 1
) -> int:
    """Return how many windows fit; not above 0 where the window is longer than the input."""
    if padding == "same":
        return -(-length // stride)
    return (length - reach(window, dilation)) // stride + 1


def padding_sizes(
    length: int, window: int, *, stride: int, padding: Padding, dilation: int = 1
) -> tuple[int, int]:
    """Return how much is added before and after; "same" puts the odd one after."""
    if padding == "valid":
        return 0, 0
    windows = output_length(length, window, stride=stride, padding=padding, dilation=dilation)
    missing = max(0, (windows - 1) * stride + reach(window, dilation) - length)
    return missing // 2, missing - missing // 2
