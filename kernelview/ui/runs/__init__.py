"""The trainings kept so far."""

from kernelview.ui.runs.runs_panel import RunsPanel

__all__ = ["RunsPanel"]
