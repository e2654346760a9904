"""The presets: kernels as data, one file a group, each with its source and its help."""

from kernelview.kernels.catalogue.entry import PRESET_GROUPS, Preset
from kernelview.kernels.catalogue.frei_chen import frei_chen_basis
from kernelview.kernels.catalogue.lookup import preset, preset_entry, preset_names, presets

__all__ = [
    "PRESET_GROUPS",
    "Preset",
    "frei_chen_basis",
    "preset",
    "preset_entry",
    "preset_names",
    "presets",
]
