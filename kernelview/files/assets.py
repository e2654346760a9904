"""Where the icons, sample pictures and datasets are: in the wheel, or beside the package."""

import re
from importlib.resources import files
from pathlib import Path

_SAMPLES = (
    ("rocket.jpg", "Rocket"),
    ("camera.png", "Camera"),
    ("coins.png", "Coins"),
)


def asset_folder() -> Path:
    """Return the folder of assets; FileNotFoundError when the installation lacks it."""
    package = Path(str(files("kernelview")))
    # A wheel carries the assets inside; an editable checkout has them beside the package.
    for folder in (package / "assets", package.parent / "assets"):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"no assets in {package} or beside it; install KernelView again")


def sample_pictures() -> tuple[Path, ...]:
    """Return the bundled photos: a rocket (colour), a cameraman and coins (grey)."""
    return tuple(asset_folder() / "pictures" / name for name, _ in _SAMPLES)


def sample_labels() -> tuple[str, ...]:
    """Return what people read for each of sample_pictures(), in the same order."""
    return tuple(label for _, label in _SAMPLES)


def dataset_path(name: str) -> Path:
    """Return the .npz file of a bundled dataset: "mnist_5k" or "digits_8x8"."""
    return _existing(f"datasets/{_plain_name(name)}.npz")


def icon_path(name: str) -> Path:
    """Return the .svg file of an icon; FileNotFoundError for a name that is not bundled."""
    return _existing(f"icons/{_plain_name(name)}.svg")


def _plain_name(name: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", name):
        raise FileNotFoundError(f"no asset can be named {name!r}; use letters, digits, - and _")
    return name


def _existing(place: str) -> Path:
    path = asset_folder() / place
    if not path.is_file():
        raise FileNotFoundError(f"no asset {place}; see the folder {asset_folder()}")
    return path
