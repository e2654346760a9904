"""What a report tells of, and where it went."""

import os
import platform
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from kernelview import __version__
from kernelview.document.image import Image
from kernelview.learn.experiments import ExperimentRecord
from kernelview.usecases.compare_banks import BankComparison

_PACKAGES = {"NumPy": ("numpy",), "SciPy": ("scipy",)}
_OPENCV = ("opencv-python-headless", "opencv-python", "opencv-contrib-python")
_UNKNOWN = "unknown"


@dataclass(frozen=True, eq=False)
class ReportContent:
    """What there is to tell; each part may be missing.

    `bank_name` is what the hand-made kernels are called where they are a bank of one's own,
    `command` what makes this report again: "" where only the settings can say it.
    """

    comparison: BankComparison | None = None
    picture: Image | None = None
    experiments: tuple[ExperimentRecord, ...] = ()
    bank_name: str = ""
    command: str = ""


@dataclass(frozen=True)
class ReportFiles:
    """The page, the tables as CSV and the plots as PNG and SVG."""

    page: Path
    tables: tuple[Path, ...]
    plots: tuple[Path, ...]


def versions_here() -> Mapping[str, str]:
    """Return what the numbers may depend on: versions, and how many processors there are."""
    return {
        "KernelView": __version__,
        "Python": platform.python_version(),
        **{name: _version(packages) for name, packages in _PACKAGES.items()},
        "OpenCV": _version(_OPENCV),
        "Processors": str(os.cpu_count() or _UNKNOWN),
        "System": f"{platform.system()} {platform.machine()}".strip() or _UNKNOWN,
    }


def _version(packages: tuple[str, ...]) -> str:
    for package in packages:
        try:
            return version(package)
        except PackageNotFoundError:
            continue
    return _UNKNOWN
