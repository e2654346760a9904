"""The confusion matrix and the mistakes."""

from kernelview.ui.confusion.confusion_panel import ConfusionPanel

__all__ = ["ConfusionPanel"]
