"""Kernels: the type, presets, families, edits, analysis and text."""

from kernelview.kernels.errors import KernelError
from kernelview.kernels.kernel import LARGEST_SIDE, Kernel

__all__ = ["LARGEST_SIDE", "Kernel", "KernelError"]
