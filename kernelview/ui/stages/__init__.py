"""The strip of stages."""

from kernelview.ui.stages.stages_strip import StagesStrip

__all__ = ["StagesStrip"]
