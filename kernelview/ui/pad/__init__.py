"""A pad to draw a digit on."""

from kernelview.ui.pad.drawing_pad import DrawingPad

__all__ = ["DrawingPad"]
