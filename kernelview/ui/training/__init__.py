"""How a network is trained: the settings, and the buttons that start and end it."""

from kernelview.ui.training.training_panel import TrainingPanel

__all__ = ["TrainingPanel"]
