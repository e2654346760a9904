"""Experiments with many trainings: asked for, followed, looked at, kept."""

from kernelview.ui.experiments.experiments_panel import ExperimentsPanel

__all__ = ["ExperimentsPanel"]
