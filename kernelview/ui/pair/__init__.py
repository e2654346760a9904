"""One pair of kernels in every way, and the maps of two whole banks."""

from kernelview.ui.pair.maps_panel import MapsPanel
from kernelview.ui.pair.pair_panel import PairPanel

__all__ = ["MapsPanel", "PairPanel"]
