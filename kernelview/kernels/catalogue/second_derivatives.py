"""Second derivatives: zero on flat areas and even ramps, strong at points and lines.

All have a positive centre, as ImageMagick prints them, so that bright points come out
bright; the Laplacian of the textbooks is the negative.
"""

from kernelview.kernels.catalogue.entry import Preset, entry

SOURCE = "ImageMagick, MagickCore/morphology.c, Laplacian:%d"

SECOND_DERIVATIVES: tuple[Preset, ...] = (
    entry(
        "laplacian-4",
        "Laplacian 4",
        group="Second derivatives",
        weights=[[0, -1, 0], [-1, 4, -1], [0, -1, 0]],
        source=SOURCE % 1,
        text="How far a pixel stands out from its four neighbours. Each edge gives a bright and "
        "a dark line; the edge lies at the zero between them. Textbooks often turn the sign.",
    ),
    entry(
        "laplacian-8",
        "Laplacian 8",
        group="Second derivatives",
        weights=[[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]],
        source=SOURCE % 0,
        text="The same with all eight neighbours, so slanted edges count more. Look at how much "
        "noise it lifts.",
    ),
    entry(
        "laplacian-corners",
        "Laplacian, corners negative",
        group="Second derivatives",
        weights=[[-2, 1, -2], [1, 4, 1], [-2, 1, -2]],
        source=SOURCE % 2,
        text="The curvature along both diagonals only: upright and level lines nearly vanish. "
        "It is Frei-Chen 8 without its divisor.",
    ),
    entry(
        "laplacian-separable",
        "Laplacian, separable",
        group="Second derivatives",
        weights=[[1, -2, 1], [-2, 4, -2], [1, -2, 1]],
        source=SOURCE % 3,
        text="The second difference across times the one down. It ignores every straight "
        "upright or level edge and shows corners, points and noise.",
    ),
    entry(
        "laplacian-5",
        "Laplacian 5×5",
        group="Second derivatives",
        weights=[
            [-4, -1, 0, -1, -4],
            [-1, 2, 3, 2, -1],
            [0, 3, 4, 3, 0],
            [-1, 2, 3, 2, -1],
            [-4, -1, 0, -1, -4],
        ],
        source=SOURCE % 5,
        text="A wider Laplacian that smooths as it differentiates: noise counts less and blobs "
        "of a few pixels stand out.",
    ),
    entry(
        "laplacian-7",
        "Laplacian 7×7",
        group="Second derivatives",
        weights=[
            [-10, -5, -2, -1, -2, -5, -10],
            [-5, 0, 3, 4, 3, 0, -5],
            [-2, 3, 6, 7, 6, 3, -2],
            [-1, 4, 7, 8, 7, 4, -1],
            [-2, 3, 6, 7, 6, 3, -2],
            [-5, 0, 3, 4, 3, 0, -5],
            [-10, -5, -2, -1, -2, -5, -10],
        ],
        source=SOURCE % 7,
        text="Wider still: it looks for blobs about five pixels across. Its answers are large, "
        "so use the stretched or signed view.",
    ),
    entry(
        "log-5",
        "Laplacian of Gaussian 5×5",
        group="Second derivatives",
        weights=[
            [0, 0, -1, 0, 0],
            [0, -1, -2, -1, 0],
            [-1, -2, 16, -2, -1],
            [0, -1, -2, -1, 0],
            [0, 0, -1, 0, 0],
        ],
        source="ImageMagick, MagickCore/morphology.c, Laplacian:15",
        text="Smooths first, then takes the Laplacian, in one step. Edges lie where the signed "
        "result passes through zero (Marr and Hildreth).",
    ),
    entry(
        "log-9",
        "Laplacian of Gaussian 9×9",
        group="Second derivatives",
        weights=[
            [0, -1, -1, -2, -2, -2, -1, -1, 0],
            [-1, -2, -4, -5, -5, -5, -4, -2, -1],
            [-1, -4, -5, -3, 0, -3, -5, -4, -1],
            [-2, -5, -3, 12, 24, 12, -3, -5, -2],
            [-2, -5, 0, 24, 40, 24, 0, -5, -2],
            [-2, -5, -3, 12, 24, 12, -3, -5, -2],
            [-1, -4, -5, -3, 0, -3, -5, -4, -1],
            [-1, -2, -4, -5, -5, -5, -4, -2, -1],
            [0, -1, -1, -2, -2, -2, -1, -1, 0],
        ],
        source="ImageMagick, MagickCore/morphology.c, Laplacian:19",
        text='The "Mexican hat" in whole numbers: finds blobs about four pixels across and '
        "ignores fine noise. Compare the size of what lights up with the 5×5.",
    ),
)
