"""The picture canvas and the pixel inspector."""

from kernelview.ui.canvas.canvas import Canvas
from kernelview.ui.canvas.panes import VIEW_MODES, ViewMode

__all__ = ["VIEW_MODES", "Canvas", "ViewMode"]
