"""All presets in the order of their groups, and how to find one by name."""

from difflib import get_close_matches

from kernelview.kernels.catalogue.basics import BASICS
from kernelview.kernels.catalogue.blur import BLUR
from kernelview.kernels.catalogue.compass import COMPASS
from kernelview.kernels.catalogue.edges import DERIVATIVES
from kernelview.kernels.catalogue.effects import EFFECTS
from kernelview.kernels.catalogue.entry import Preset
from kernelview.kernels.catalogue.frei_chen import FREI_CHEN
from kernelview.kernels.catalogue.second_derivatives import SECOND_DERIVATIVES
from kernelview.kernels.catalogue.sharpen import SHARPEN
from kernelview.kernels.catalogue.texture import TEXTURE
from kernelview.kernels.errors import KernelError
from kernelview.kernels.kernel import Kernel

_PRESETS: tuple[Preset, ...] = (
    *BASICS,
    *DERIVATIVES,
    *FREI_CHEN,
    *COMPASS,
    *SECOND_DERIVATIVES,
    *BLUR,
    *SHARPEN,
    *TEXTURE,
    *EFFECTS,
)
_BY_NAME = {each.name: each for each in _PRESETS}


def presets() -> tuple[Preset, ...]:
    """Return every preset, group by group."""
    return _PRESETS


def preset_names() -> tuple[str, ...]:
    """Return the names that `preset` knows."""
    return tuple(_BY_NAME)


def preset_entry(name: str) -> Preset:
    """Return the preset of this name with its help; KernelError when there is none."""
    try:
        return _BY_NAME[name]
    except (KeyError, TypeError):
        raise KernelError(_unknown(str(name))) from None


def preset(name: str) -> Kernel:
    """Return the kernel of the preset of this name; KernelError when there is none."""
    return preset_entry(name).kernel


def _unknown(name: str) -> str:
    near = get_close_matches(name[:60].lower(), _BY_NAME, n=3, cutoff=0.5)
    advice = f"did you mean {', '.join(near)}?" if near else "see preset_names() for all"
    return f"no preset is called {name[:60]!r}; {advice}"
