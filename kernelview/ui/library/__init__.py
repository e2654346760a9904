"""The library of kernels."""

from kernelview.ui.library.library_panel import LibraryPanel

__all__ = ["LibraryPanel"]
