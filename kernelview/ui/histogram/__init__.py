"""Histograms and the badge of clipped values."""

from kernelview.ui.histogram.clip_badge import ClipBadge
from kernelview.ui.histogram.histogram_data import Histogram, count_picture, histogram_of
from kernelview.ui.histogram.histogram_panel import HistogramPanel

__all__ = ["ClipBadge", "Histogram", "HistogramPanel", "count_picture", "histogram_of"]
