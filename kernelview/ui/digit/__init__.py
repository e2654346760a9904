"""What the network makes of one picture."""

from kernelview.ui.digit.digit_panel import DigitPanel

__all__ = ["DigitPanel"]
