"""Kernels to begin with: what sliding a matrix over a picture does at all."""

from kernelview.kernels.catalogue.entry import Preset, entry

BASICS: tuple[Preset, ...] = (
    entry(
        "identity",
        "Identity",
        group="Basics",
        weights=[[0, 0, 0], [0, 1, 0], [0, 0, 0]],
        source="https://en.wikipedia.org/wiki/Kernel_(image_processing)",
        text="Leaves the picture as it is: each pixel is taken once and its neighbours not at "
        "all. Change one cell and watch what that neighbour adds.",
    ),
    entry(
        "shift-right",
        "Shift right",
        group="Basics",
        weights=[[0, 0, 0], [1, 0, 0], [0, 0, 0]],
        source="By definition: a unit impulse beside the anchor",
        text="Takes the pixel to the left, so the picture moves one pixel to the right. Switch "
        "between cross-correlation and convolution: it moves the other way.",
    ),
    entry(
        "course-slide",
        "Course slide",
        group="Basics",
        weights=[[-1, -2, -1], [0, 0, 0], [-1, -2, -1]],
        source="The example kernel as printed on the course's slide",
        text="Sobel y with the sign of its bottom row lost, as the slide prints it. The weights "
        "sum to -8 instead of 0, so it finds no edges: it gives a blurred negative. Set it "
        "beside Sobel y.",
    ),
)
