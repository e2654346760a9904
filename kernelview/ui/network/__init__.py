"""The network on paper: its layers in a list, to add, remove, reorder and edit."""

from kernelview.ui.network.network_panel import NetworkPanel

__all__ = ["NetworkPanel"]
