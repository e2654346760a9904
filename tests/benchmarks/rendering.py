"""A whole pipeline to 8 bits, as an export does it, beside cv2.filter2D alone.

python -m tests.benchmarks.rendering [--quick] [--json FILE]
"""

from typing import Any

import cv2

from kernelview.engine import SHOW_MODES, Activate, Convolve, Magnitude, Pipeline, Pool, render
from kernelview.jobs import run
from kernelview.kernels import preset
from tests.benchmarks.cases import PictureKind, make_picture
from tests.benchmarks.peers import PACKAGES
from tests.benchmarks.timing import Call, Measured, arguments, measure, report

PACKAGES_HERE = PACKAGES[:2]


def renderings(*, quick: bool) -> dict[str, list[Measured]]:
    """Measure a Sobel in every way of showing, and a layer of three stages."""
    kind = PictureKind(2 if quick else 24, 3, "u8", "u8")
    image = make_picture(kind)
    sobel = preset("sobel-x")

    def rendering(pipeline: Pipeline, mode: Any) -> Call:
        return lambda: run(render(image, pipeline, mode)).pixels

    def filtered_only() -> object:
        return cv2.filter2D(image, cv2.CV_32F, sobel.weights)

    layers = (Magnitude(sobel, preset("sobel-y")), Activate("relu"), Pool())
    calls = {
        f"Sobel x, {mode}": rendering(Pipeline((Convolve(sobel),)), mode) for mode in SHOW_MODES
    }
    calls["magnitude, relu, max-pool 2, clamp"] = rendering(Pipeline(layers), "clamp")
    measured = [
        measure(name, {"KernelView": call, "filter2D alone": filtered_only}, rounds=7)
        for name, call in calls.items()
    ]
    return {f"render, {kind.megapixels} MP RGB u8": measured}


def main() -> None:
    """Measure and print."""
    options = arguments(__doc__ or "")
    report(renderings(quick=options.quick), packages=PACKAGES_HERE, path=options.json)


if __name__ == "__main__":
    main()
