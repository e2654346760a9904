"""Effects: kernels used for how they look."""

from kernelview.kernels.catalogue.entry import Preset, entry

SETOSA = "https://setosa.io/ev/image-kernels"

EFFECTS: tuple[Preset, ...] = (
    entry(
        "emboss",
        "Emboss",
        group="Effects",
        weights=[[-2, -1, 0], [-1, 1, 1], [0, 1, 2]],
        source=SETOSA,
        text="A relief lit from the upper left: a diagonal derivative added to the picture. Set "
        "the centre to 0 and the offset to mid-grey for the bare relief.",
    ),
    entry(
        "outline",
        "Outline",
        group="Effects",
        weights=[[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]],
        source=SETOSA,
        text="Draws outlines on black: Laplacian 8, with the negative half clipped. The negated "
        "kernel draws the other side of each edge.",
    ),
)
