"""Every state of the window can be pictured, on a screen as small as a window must fit."""

import subprocess
import sys
from pathlib import Path

import numpy as np

from kernelview.files import load_image
from tests.pictures.screenshots import STATES

ROOT = Path(__file__).parents[2]
WIDTH, HEIGHT = 1024, 640


def test_each_state_gives_a_picture_of_its_own(tmp_path: Path) -> None:
    subprocess.run(
        [
            sys.executable, "-m", "tests.pictures.screenshots",
            "--out", str(tmp_path), "--size", f"{WIDTH}x{HEIGHT}", "--theme", "dark",
        ],
        cwd=ROOT, check=True,
    )  # fmt: skip
    pixels = {
        path.name: np.asarray(load_image(path).pixels, np.uint8) for path in tmp_path.iterdir()
    }
    assert set(pixels) == {f"{state}-dark.png" for state in STATES}
    assert {array.shape[:2] for array in pixels.values()} == {(HEIGHT, WIDTH)}
    assert len({array.tobytes() for array in pixels.values()}) == len(STATES)
    # A dark window, not an empty screen.
    assert all(np.median(array) < 64 and array.max() > 200 for array in pixels.values())
