"""The picture canvas and the pixel inspector."""

from kernelview.ui.canvas.canvas import Canvas
from kernelview.ui.canvas.inspector import InspectorPanel
from kernelview.ui.canvas.panes import VIEW_MODES, ViewMode
from kernelview.ui.canvas.sum_text import shown_text

__all__ = ["VIEW_MODES", "Canvas", "InspectorPanel", "ViewMode", "shown_text"]
