"""How fast the engine's methods are on this machine, kept between two starts."""

import json
import platform
from dataclasses import asdict, dataclass
from pathlib import Path

import cv2
import numpy as np
import platformdirs

from kernelview import __version__
from kernelview.disk.atomic import write_atomically
from kernelview.disk.errors import ContentError, plain_reason
from kernelview.disk.opening import read_regular
from kernelview.engine import METHODS
from kernelview.engine.speeds import SLOWEST, Speeds
from kernelview.files.errors import SpeedsFileError
from kernelview.files.kernel_json import checked_format, parse_json
from kernelview.kernels import KernelError
from kernelview.threads import processors

FORMAT = "kernelview-speeds"
VERSION = 1
LARGEST_BYTES = 10_000

_KEYS = {"format", "version", "machine", "factors"}


@dataclass(frozen=True)
class Machine:
    """What decides how fast the methods are, as far as it can be named."""

    processors: int
    architecture: str
    numpy: str
    opencv: str
    kernelview: str


def this_machine() -> Machine:
    """Return the machine that this runs on."""
    return Machine(processors(), platform.machine(), np.__version__, cv2.__version__, __version__)


def speeds_path() -> Path:
    """Return where the speeds are kept: the person's cache, which may be emptied any time."""
    return Path(platformdirs.user_cache_dir("kernelview", appauthor=False)) / "speeds.json"


def load_speeds(path: Path, machine: Machine) -> Speeds | None:
    """Return the speeds measured on this machine, or None.

    A file of another machine or other versions, one that is damaged or holds anything it
    should not, and none at all are the same here: the speeds are measured anew.
    """
    try:
        return _speeds_in(parse_json(read_regular(path, largest_bytes=LARGEST_BYTES)), machine)
    except (OSError, KernelError, ContentError):
        return None


def save_speeds(speeds: Speeds, path: Path, machine: Machine) -> None:
    """Write the speeds whole or not at all, making the folder. Raises SpeedsFileError."""
    content = {
        "format": FORMAT,
        "version": VERSION,
        "machine": asdict(machine),
        "factors": {method: round(speeds.of(method), 3) for method in METHODS},
    }
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, (json.dumps(content, indent=2) + "\n").encode())
    except (OSError, ContentError) as error:
        raise SpeedsFileError(path, plain_reason(error)) from error


def _speeds_in(content: object, machine: Machine) -> Speeds | None:
    fields = checked_format(content, FORMAT, VERSION, _KEYS)
    if fields.get("machine") != asdict(machine):
        return None
    factors = fields.get("factors")
    # A method that is missing came with a newer KernelView, or went with one.
    if not isinstance(factors, dict) or set(factors) != set(METHODS):
        return None
    return Speeds(factors) if all(map(_is_factor, factors.values())) else None


def _is_factor(value: object) -> bool:
    # bool is an int to Python, but true is no factor; json reads 1e999 as infinity.
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return 1 / SLOWEST <= value <= SLOWEST
