"""The engine: correlation and convolution of any picture, pipelines of stages, showing."""

from kernelview.engine.borders import BORDERS, Border, source_index
from kernelview.engine.colours import diverging_rgb
from kernelview.engine.correlation import choose_method, convolve, correlate, correlate_bank
from kernelview.engine.errors import EngineError
from kernelview.engine.histogram import histogram
from kernelview.engine.methods import METHODS, Method, MethodChoice, MethodEstimate
from kernelview.engine.pipeline import Rendering, render, run_pipeline, stage_input
from kernelview.engine.showing import SHOW_MODES, STRETCH_PERCENTILES, ShowMode, Shown, show
from kernelview.engine.stages import (
    ACTIVATIONS,
    CHANNELS,
    POOLING_KINDS,
    Activate,
    ActivationName,
    Channels,
    Convolve,
    Magnitude,
    Pipeline,
    Pool,
    PoolingKind,
    Stage,
    Threshold,
)
from kernelview.engine.white import white_level

__all__ = [
    "ACTIVATIONS",
    "BORDERS",
    "CHANNELS",
    "METHODS",
    "POOLING_KINDS",
    "SHOW_MODES",
    "STRETCH_PERCENTILES",
    "Activate",
    "ActivationName",
    "Border",
    "Channels",
    "Convolve",
    "EngineError",
    "Magnitude",
    "Method",
    "MethodChoice",
    "MethodEstimate",
    "Pipeline",
    "Pool",
    "PoolingKind",
    "Rendering",
    "ShowMode",
    "Shown",
    "Stage",
    "Threshold",
    "choose_method",
    "convolve",
    "correlate",
    "correlate_bank",
    "diverging_rgb",
    "histogram",
    "render",
    "run_pipeline",
    "show",
    "source_index",
    "stage_input",
    "white_level",
]
