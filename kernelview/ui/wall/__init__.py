"""The wall of kernels and its time line."""

from kernelview.ui.wall.wall_panel import WallPanel

__all__ = ["WallPanel"]
