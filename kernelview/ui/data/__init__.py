"""The data to train on, chosen and seen."""

from kernelview.ui.data.data_panel import DataPanel

__all__ = ["DataPanel"]
