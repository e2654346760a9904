"""Curves of loss and accuracy. Loads pyqtgraph: to be imported when they are first shown."""

from kernelview.ui.curves.curves_panel import CurvesPanel
from kernelview.ui.curves.curves_picture import PictureKind, record_picture

__all__ = ["CurvesPanel", "PictureKind", "record_picture"]
