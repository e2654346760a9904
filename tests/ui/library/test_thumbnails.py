import numpy as np
import pytest
from numpy.typing import DTypeLike

from kernelview.kernels import Kernel, preset
from kernelview.ui.library.thumbnails import thumbnail, thumbnail_mode, thumbnail_source


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32, np.float64])
@pytest.mark.parametrize("shape", [(200, 90), (7, 300, 3), (50, 50, 4), (33, 64, 2), (1, 1)])
def test_a_source_is_square_without_alpha_and_as_deep_as_the_picture(
    dtype: DTypeLike, shape: tuple[int, ...]
) -> None:
    source = thumbnail_source(np.ones(shape, dtype=dtype), 40)

    coloured = len(shape) == 3 and shape[2] > 2
    assert source.shape == ((40, 40, 3) if coloured else (40, 40))
    assert source.dtype == dtype


def test_a_source_is_the_picture_s_centre() -> None:
    pixels = np.zeros((100, 300), dtype=np.uint8)
    pixels[:, 100:200] = 200

    assert (thumbnail_source(pixels, 40) == 200).all()


def test_a_huge_picture_is_sampled_not_read_whole() -> None:
    pixels = np.broadcast_to(np.uint8(7), (60_000, 60_000))

    assert (thumbnail_source(pixels, 40) == 7).all()


def test_nan_in_a_picture_does_not_reach_the_thumbnail() -> None:
    pixels = np.full((80, 80), np.nan, dtype=np.float32)

    assert np.isfinite(thumbnail_source(pixels, 40)).all()


def test_the_identity_leaves_the_thumbnail_as_it_is() -> None:
    source = np.arange(1600, dtype=np.uint16).reshape(40, 40).astype(np.uint8)

    np.testing.assert_array_equal(thumbnail(source, preset("identity")), source)


def test_both_signs_of_an_edge_are_seen() -> None:
    source = np.zeros((40, 40), dtype=np.uint8)
    source[:, 15:25] = 100

    edges = thumbnail(source, preset("sobel-x"))

    assert edges[20, 15] > 0
    assert edges[20, 25] > 0


@pytest.mark.parametrize(
    ("kernel", "mode"),
    [
        (Kernel([[1, -1]]), "absolute"),
        (Kernel([[1, -1]], offset=128), "clamp"),
        (Kernel([[0, 1, 0]]), "clamp"),
        (Kernel([[0.1, 0.2, -0.3]]), "absolute"),
    ],
)
def test_only_weights_that_cancel_are_shown_absolute(kernel: Kernel, mode: str) -> None:
    assert thumbnail_mode(kernel) == mode


def test_kernels_that_differ_only_in_gain_look_alike() -> None:
    source = np.tile(np.arange(40, dtype=np.uint8) * 3, (40, 1))
    sobel = preset("sobel-x")

    np.testing.assert_array_equal(
        thumbnail(source, sobel), thumbnail(source, sobel.replace(divisor=100))
    )


def test_a_blur_keeps_its_own_gain() -> None:
    source = np.full((40, 40), 100, dtype=np.uint8)

    assert (thumbnail(source, Kernel([[1]], divisor=2)) == 50).all()
