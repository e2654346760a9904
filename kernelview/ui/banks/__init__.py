"""The hand-made and the learned bank beside each other."""

from kernelview.ui.banks.banks_panel import BanksPanel

__all__ = ["BanksPanel"]
