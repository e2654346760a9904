"""Finding the kernel between a picture and its filtered version."""

from kernelview.ui.recovery.recovering import Recovering
from kernelview.ui.recovery.recovery_panel import RecoveryPanel
from kernelview.ui.recovery.wiring import connect_recovery
from kernelview.ui.recovery.wish import Found, Wish

__all__ = ["Found", "Recovering", "RecoveryPanel", "Wish", "connect_recovery"]
