from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Pillow
from PIL import ImageOps

from kernelview.files import decode_image, load_image, save_image
from kernelview.files.orientation import orientation_in, upright
from tests.files.building import chunk, noise, png, through_pillow, tiff

# What a person sees of the stored rows "ab", "cd", "ef" (EXIF 2.32, figure of tag 274).
SEEN = {
    1: ["ab", "cd", "ef"],
    2: ["ba", "dc", "fe"],
    3: ["fe", "dc", "ba"],
    4: ["ef", "cd", "ab"],
    5: ["ace", "bdf"],
    6: ["eca", "fdb"],
    7: ["fdb", "eca"],
    8: ["bdf", "ace"],
}
STORED = np.array([list(b"ab"), list(b"cd"), list(b"ef")], np.uint8)


def _seen(orientation: int) -> list[list[int]]:
    return [list(row.encode()) for row in SEEN[orientation]]


def _exif(orientation: int) -> Pillow.Exif:
    exif = Pillow.Exif()
    exif[0x0112] = orientation
    return exif


@pytest.mark.parametrize("orientation", range(1, 9))
def test_pixels_are_turned_as_the_standard_draws_it(orientation: int) -> None:
    assert upright(STORED, orientation).tolist() == _seen(orientation)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_a_lossless_picture_is_turned_once(kind: str, orientation: int) -> None:
    options = {"lossless": True} if kind == "WEBP" else {}
    data = through_pillow(STORED, kind, "RGB", exif=_exif(orientation), **options)
    assert decode_image(data, "a").pixels[..., 0].tolist() == _seen(orientation)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_jpeg_is_turned_as_pillow_turns_it(orientation: int) -> None:
    data = through_pillow(noise("uint8", 16, 24, 3), "JPEG", exif=_exif(orientation))
    expected = np.asarray(ImageOps.exif_transpose(Pillow.open(BytesIO(data))))
    np.testing.assert_array_equal(decode_image(data, "a").pixels, expected)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("dtype", ["uint8", "uint16"])
@pytest.mark.parametrize("packing", [None, "tiff_deflate", "tiff_lzw"])
def test_a_tiff_is_turned_once_whoever_decodes_it(
    packing: str | None, dtype: str, orientation: int
) -> None:
    data = through_pillow(
        STORED.astype(dtype), "TIFF", compression=packing, tiffinfo={274: orientation}
    )
    assert decode_image(data, "a").pixels.tolist() == _seen(orientation)


@pytest.mark.parametrize("depth", [8, 16])
def test_an_orientation_behind_the_pixels_of_a_png_counts(depth: int) -> None:
    rows = [bytes(3 * depth // 8), b"\xff" * (3 * depth // 8)]
    data = png((1, 2), depth, 2, rows)
    exif = chunk(b"eXIf", _exif(6).tobytes().removeprefix(b"Exif\0\0"))
    image = decode_image(data[:-12] + exif + data[-12:], "a")
    assert image.pixels[..., 0].tolist() == [[2**depth - 1, 0]]


def test_a_turned_picture_is_saved_without_a_tag(tmp_path: Path) -> None:
    data = tiff(STORED, photometric="minisblack", extratags=[(274, "H", 1, 6, False)])
    image = decode_image(data, "a")
    for suffix in (".png", ".tif", ".bmp"):
        path = tmp_path / f"a{suffix}"
        save_image(image, path)
        assert load_image(path).pixels.tolist() == _seen(6)


@pytest.mark.parametrize(
    "exif", [b"", b"Exif\0\0", b"II*\0\xff\xff\xff\xff", b"MM\0*\0\0\0\x08\0\x09", b"nonsense"]
)
def test_a_damaged_exif_block_turns_nothing(exif: bytes) -> None:
    assert orientation_in(exif) == 1


def test_a_picture_with_damaged_exif_still_opens() -> None:
    pixels = noise("uint8", 8, 8, 3)
    data = through_pillow(pixels, "PNG", exif=b"Exif\0\0II*\0\x08\0\0\0\xff\xff")
    np.testing.assert_array_equal(decode_image(data, "a").pixels, pixels)
    data = through_pillow(pixels, "JPEG", exif=b"Exif\0\0II*\0\x08\0\0\0\xff\xff")
    assert decode_image(data, "a").pixels.shape == (8, 8, 3)
