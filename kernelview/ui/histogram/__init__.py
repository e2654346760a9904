"""Histograms and the badge of clipped values."""

from kernelview.ui.histogram.clip_badge import ClipBadge
from kernelview.ui.histogram.histogram_data import Histogram, make_histogram
from kernelview.ui.histogram.histogram_panel import HistogramPanel

__all__ = ["ClipBadge", "Histogram", "HistogramPanel", "make_histogram"]
