import io

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageSequence

from kernelview.files.palette_pictures import GifWriter, png_of

PALETTE = np.random.default_rng(0).integers(0, 256, (256, 3)).astype(np.uint8)


def places(seed: int) -> NDArray[np.uint8]:
    return np.random.default_rng(seed).integers(0, 256, (13, 17)).astype(np.uint8)


def test_every_frame_of_a_gif_reads_as_it_was_written() -> None:
    writer = GifWriter(17, 13, PALETTE)
    for seed, duration in ((1, 50), (2, 80), (3, 2000)):
        writer.add(places(seed), milliseconds=duration)
    with Image.open(io.BytesIO(writer.to_bytes())) as picture:
        assert sum(1 for _ in ImageSequence.Iterator(picture)) == 3
        assert picture.info["loop"] == 0
        for seed, duration in ((1, 50), (2, 80), (3, 2000)):
            picture.seek(seed - 1)
            assert picture.info["duration"] == duration
            assert np.array_equal(np.asarray(picture.convert("RGB")), PALETTE[places(seed)])


def test_a_png_reads_as_it_was_written() -> None:
    with Image.open(io.BytesIO(png_of(places(1), PALETTE))) as picture:
        assert np.array_equal(np.asarray(picture.convert("RGB")), PALETTE[places(1)])


def test_a_frame_of_another_size_is_refused() -> None:
    writer = GifWriter(17, 14, PALETTE)
    with pytest.raises(ValueError, match=r"\(14, 17\)"):
        writer.add(places(1), milliseconds=50)


@pytest.mark.parametrize("size", [(0, 5), (5, 0), (70_000, 5)])
def test_a_size_that_a_gif_cannot_have_is_refused(size: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="65535"):
        GifWriter(*size, PALETTE)
