"""Banks of kernels beside one cv2.filter2D a kernel, and torch's conv2d where it is installed.

python -m tests.benchmarks.bank [--quick] [--json FILE]

Each bank is measured twice: with results in memory that the system has to clear first, as a
single call gets it, and into results that are there already, as a loop over pictures has them.
"""

import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from kernelview.engine import correlate_bank
from kernelview.engine.bank import correlate_bank_into
from kernelview.engine.problem import problem_of
from kernelview.engine.workers import Workers
from kernelview.kernels import Kernel
from kernelview.threads import processors
from tests.benchmarks.peers import OPENCV, give_opencv_its_threads
from tests.benchmarks.timing import Call, Measured, arguments, measure, report, version_of

PACKAGES = ("numpy", "opencv-python-headless", "threadpoolctl", "torch")
OURS = "KernelView"
SHAPES = ((256, 256), (512, 512), (1080, 1920), (512, 512, 3))
BANKS = ((3, 64), (5, 64), (7, 32), (11, 64))
DEPTHS = (("float32", "float32"), ("uint8", "uint8"), ("uint8", "float32"))
# Fewer kernels where all results would be larger.
_MOST_VALUES = 2**28
# Seconds that each contestant may take a case.
_SECONDS = 4.0

Pixels = NDArray[Any]


@dataclass(frozen=True)
class Bank:
    """A picture, kernels (N, rows, columns) and the dtype of their results."""

    pixels: Pixels
    weights: NDArray[np.float32]
    output: np.dtype[Any]

    @property
    def name(self) -> str:
        """How many kernels of which size."""
        count, rows, columns = self.weights.shape
        return f"{count} {rows}×{columns}"

    @property
    def title(self) -> str:
        """What the picture is, and what the results are."""
        height, width = self.pixels.shape[:2]
        channels = "grey" if self.pixels.ndim == 2 else "RGB"
        return f"{width}×{height} {channels}, {self.pixels.dtype} to {self.output}"

    def results(self) -> Pixels:
        """Return room for all results, all of it touched."""
        return np.ones((len(self.weights), *self.pixels.shape), self.output)


def banks(shape: tuple[int, ...], dtype: str, output: str, *, quick: bool) -> Iterator[Bank]:
    """Yield the banks for one kind of picture."""
    generator = np.random.default_rng(2)
    values = generator.random(shape, np.float32)
    pixels = values if dtype == "float32" else (values * 255).astype(dtype)
    for side, count in BANKS[::3] if quick else BANKS:
        fewer = min(count, _MOST_VALUES // pixels.size)
        weights = generator.normal(size=(fewer, side, side)).astype(np.float32)
        yield Bank(pixels, weights / np.float32(side), np.dtype(output))


def fresh(bank: Bank) -> dict[str, Call]:
    """Everybody's call that returns results of its own."""
    kernels = [Kernel(weights) for weights in bank.weights]
    calls: dict[str, Call] = {
        OURS: lambda: correlate_bank(bank.pixels, kernels, out_dtype=bank.output),
        OPENCV: lambda: [_filter2d(bank, weights) for weights in bank.weights],
    }
    if version_of("torch") and bank.output == np.float32:
        calls["torch"] = _torch_call(bank)
    return calls


def into(bank: Bank) -> dict[str, Call]:
    """Everybody's call that fills results that are there."""
    kernels = [Kernel(weights) for weights in bank.weights]
    results, others = bank.results(), bank.results()
    planes = bank.pixels.reshape(*bank.pixels.shape[:2], -1)
    height, width, channels = planes.shape
    ours = results.reshape(len(kernels), height, width, channels)

    def fill() -> None:
        problems = [
            problem_of((height, width, channels), planes.dtype, kernel, "reflect", 0.0, bank.output)
            for kernel in kernels
        ]
        correlate_bank_into(planes, problems, ours, Workers(processors()))

    def filter_all() -> None:
        for weights, result in zip(bank.weights, others, strict=True):
            _filter2d(bank, weights, result)

    return {OURS: fill, OPENCV: filter_all}


def _filter2d(bank: Bank, weights: Pixels, result: Pixels | None = None) -> Pixels:
    depth = cv2.CV_32F if bank.output == np.float32 else -1
    return cv2.filter2D(bank.pixels, depth, weights, result, borderType=cv2.BORDER_REFLECT_101)


def _torch_call(bank: Bank) -> Call:
    """Return conv2d of all kernels at once, on planes laid out for it beforehand."""
    torch = importlib.import_module("torch")
    functional = torch.nn.functional
    torch.set_num_threads(processors())
    planes = bank.pixels.reshape(*bank.pixels.shape[:2], -1).transpose(2, 0, 1)[:, None]
    pictures = torch.from_numpy(np.ascontiguousarray(planes))
    kernels = torch.from_numpy(bank.weights)[:, None]
    reach = bank.weights.shape[1] // 2

    def call() -> object:
        with torch.inference_mode():
            padded = functional.pad(pictures.to(torch.float32), (reach,) * 4, mode="reflect")
            return functional.conv2d(padded, kernels)

    return call


def measured(*, quick: bool) -> dict[str, list[Measured]]:
    """Every bank on every picture, both ways."""
    results: dict[str, list[Measured]] = {}
    for shape in SHAPES[:2] if quick else SHAPES:
        for dtype, output in DEPTHS:
            for bank in banks(shape, dtype, output, quick=quick):
                for ending, calls in (("fresh results", fresh), ("results there", into)):
                    results.setdefault(f"{bank.title}, {ending}", []).append(
                        measure(
                            bank.name,
                            calls(bank),
                            rounds=3 if quick else 7,
                            seconds=_SECONDS,
                            prepare={OPENCV: give_opencv_its_threads},
                        )
                    )
    return results


def main() -> None:
    """Measure and print."""
    options = arguments("Banks of kernels beside OpenCV and torch.")
    report(measured(quick=options.quick), packages=PACKAGES, path=options.json)


if __name__ == "__main__":
    main()
