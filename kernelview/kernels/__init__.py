"""Kernels: the type, presets, families, edits, analysis and text."""

from kernelview.kernels.analysis import Facts, FreiChenShares, facts, frei_chen_shares
from kernelview.kernels.arithmetic import parse_number
from kernelview.kernels.catalogue import (
    PRESET_GROUPS,
    Preset,
    preset,
    preset_entry,
    preset_names,
    presets,
)
from kernelview.kernels.edits import (
    automatic_divisor,
    negate,
    normalise,
    resize,
    scale,
    set_cells,
    zero_mean,
)
from kernelview.kernels.errors import KernelError
from kernelview.kernels.kernel import LARGEST_SIDE, Kernel
from kernelview.kernels.low_rank import Product, Products, products
from kernelview.kernels.matrix_format import (
    TEXT_STYLES,
    TextStyle,
    format_matrix,
    format_number,
)
from kernelview.kernels.matrix_text import parse_matrix
from kernelview.kernels.parametric import (
    Family,
    Parameter,
    Recipe,
    build,
    families,
    family,
    family_names,
    recipe_for,
)
from kernelview.kernels.response import Passband, frequency_response, passband_words
from kernelview.kernels.separability import rank, separable_factors
from kernelview.kernels.structure import Box, Cluster, boxes, clusters, trimmed
from kernelview.kernels.symmetry import SYMMETRIES, Symmetry, symmetric_cells, symmetrise
from kernelview.kernels.turns import (
    flip_horizontal,
    flip_vertical,
    transpose,
    turn_45,
    turn_90,
    turn_180,
)

__all__ = [
    "LARGEST_SIDE",
    "PRESET_GROUPS",
    "SYMMETRIES",
    "TEXT_STYLES",
    "Box",
    "Cluster",
    "Facts",
    "Family",
    "FreiChenShares",
    "Kernel",
    "KernelError",
    "Parameter",
    "Passband",
    "Preset",
    "Product",
    "Products",
    "Recipe",
    "Symmetry",
    "TextStyle",
    "automatic_divisor",
    "boxes",
    "build",
    "clusters",
    "facts",
    "families",
    "family",
    "family_names",
    "flip_horizontal",
    "flip_vertical",
    "format_matrix",
    "format_number",
    "frei_chen_shares",
    "frequency_response",
    "negate",
    "normalise",
    "parse_matrix",
    "parse_number",
    "passband_words",
    "preset",
    "preset_entry",
    "preset_names",
    "presets",
    "products",
    "rank",
    "recipe_for",
    "resize",
    "scale",
    "separable_factors",
    "set_cells",
    "symmetric_cells",
    "symmetrise",
    "transpose",
    "trimmed",
    "turn_45",
    "turn_90",
    "turn_180",
    "zero_mean",
]
