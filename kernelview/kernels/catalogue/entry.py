"""A preset: a kernel with what a person must know to use it."""

from dataclasses import dataclass
from typing import Literal, get_args

from numpy.typing import ArrayLike

from kernelview.kernels.kernel import Kernel

PresetGroup = Literal[
    "Basics",
    "Edges",
    "Compass",
    "Second derivatives",
    "Blur",
    "Sharpen",
    "Texture",
    "Effects",
]
PRESET_GROUPS: tuple[PresetGroup, ...] = get_args(PresetGroup)


@dataclass(frozen=True)
class Preset:
    """A named kernel: `label` is what people read, `help` what it is for and what to look at.

    `kernel.name` is the label; `source` says where the coefficients come from.
    """

    name: str
    label: str
    group: PresetGroup
    help: str
    source: str
    kernel: Kernel


def entry(
    name: str,
    label: str,
    *,
    group: PresetGroup,
    weights: ArrayLike,
    source: str,
    text: str,
    divisor: float = 1.0,
) -> Preset:
    """Return a preset whose kernel carries the label as its name."""
    kernel = Kernel(weights, divisor=divisor, name=label)
    return Preset(name, label, group, text, source, kernel)
