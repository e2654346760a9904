"""KernelView: a playground for hand-made and learned convolution kernels."""

__version__ = "0.1.0"
