"""How soon the real window answers, at every size of picture, beside cv2.filter2D on the whole.

python -m tests.benchmarks.latency [--quick] [--json FILE] [--screen] [--only MEGAPIXELS ...]

Each picture has a process of its own: a window of 1440×900 opens it from a file, then keys are
typed into the kernel's first cell. An answer is there when the pixels handed to the screen are
those that the engine's `render` gives for what is in view (one level apart at most); every
painting is compared. Offscreen, or with --screen on an Xvfb of its own. --quick takes 1 and 12
megapixels; without it also 24 and 100, for some minutes.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from tests.benchmarks.cases import PictureKind, make_picture
from tests.benchmarks.latency_tables import tables
from tests.benchmarks.timing import machine, options, print_machine
from tests.end_to_end.x_screen import use_own_screen

PACKAGES = ("PySide6-Essentials", "numpy", "opencv-python-headless", "pillow")
# Megapixels: (height, width).
SIZES = {1: (1000, 1000), 12: (3000, 4000), 24: (4000, 6000), 100: (10_000, 10_000)}
QUICK = (1, 12)
JPEG_QUALITY = 90


def write_picture(folder: Path, megapixels: int) -> Path:
    """Write a JPEG of so many megapixels RGB: a smooth picture with noise, mirrored and tiled."""
    tile = make_picture(PictureKind(2, 3, "u8", "u8"))
    height, width = SIZES[megapixels]
    wide = np.concatenate([tile, tile[:, ::-1]], axis=1)
    both = np.concatenate([wide, wide[::-1]])
    counts = (-(-height // both.shape[0]), -(-width // both.shape[1]), 1)
    pixels = np.tile(both, counts)[:height, :width]
    path = folder / f"{megapixels} MP.jpg"
    done, encoded = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
    if not done:
        raise RuntimeError(f"OpenCV could not encode {path.name}")
    path.write_bytes(encoded.tobytes())
    return path


def measured_apart(picture: Path, *, quick: bool, screen: bool) -> dict[str, Any]:
    """Measure one picture in a process of its own and return what it found."""
    words = [sys.executable, "-m", "tests.benchmarks.latency", "--picture", str(picture)]
    words += ["--quick"] * quick + ["--screen"] * screen
    done = subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def measure_here(picture: Path, *, quick: bool, screen: bool) -> dict[str, Any]:
    """Measure one picture in this process."""
    if screen:
        use_own_screen()
    else:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    # Only now: the screen is chosen by what the first import of the window finds.
    from tests.benchmarks.latency_run import measure_picture

    with tempfile.TemporaryDirectory() as folder:
        return measure_picture(picture, Path(folder), quick=quick)


def main() -> None:
    """Measure every picture and print the tables."""
    parser = options(__doc__ or "")
    parser.add_argument("--screen", action="store_true", help="on an Xvfb instead of offscreen")
    parser.add_argument("--only", type=int, nargs="+", choices=SIZES, metavar="MEGAPIXELS")
    parser.add_argument("--picture", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    how = {"quick": arguments.quick, "screen": arguments.screen}
    if arguments.picture is not None:
        print(json.dumps(measure_here(arguments.picture, **how)))
        return
    about = machine(PACKAGES)
    print_machine(about)
    print("On Xvfb\n" if arguments.screen else "Offscreen\n", flush=True)
    sizes = arguments.only or (QUICK if arguments.quick else tuple(SIZES))
    found: dict[int, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for megapixels in sizes:
            picture = write_picture(Path(folder), megapixels)
            found[megapixels] = measured_apart(picture, **how)
            picture.unlink()
    print(tables(found))
    if arguments.json is not None:
        whole = {"machine": about, "screen": arguments.screen, "pictures": found}
        arguments.json.write_text(json.dumps(whole, indent=1), "utf-8")


if __name__ == "__main__":
    main()
