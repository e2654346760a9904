from io import BytesIO
from typing import Any

import cv2
import numpy as np
import pytest
from PIL import Image as Pillow

from kernelview.files import ImageFileError, decode_image
from tests.files.building import noise, through_pillow, tiff

KEPT = ["uint8", "uint16", "float32", "float64"]


@pytest.mark.parametrize("dtype", KEPT)
@pytest.mark.parametrize("compression", [None, "zlib"])
@pytest.mark.parametrize("tile", [None, (16, 32)])
@pytest.mark.parametrize("planes", ["contig", "separate"])
@pytest.mark.parametrize("byteorder", ["<", ">"])
def test_rgb_is_kept_however_it_is_laid_out(
    dtype: str, compression: str | None, tile: Any, planes: str, byteorder: str
) -> None:
    pixels = noise(dtype, 40, 50, 3)
    stored = pixels if planes == "contig" else np.ascontiguousarray(np.moveaxis(pixels, 2, 0))
    options = {"compression": compression, "tile": tile, "planarconfig": planes}
    data = tiff(stored, photometric="rgb", byteorder=byteorder, **options)
    image = decode_image(data, "a")
    assert image.pixels.dtype == np.dtype(dtype)
    assert image.notes == ()
    np.testing.assert_array_equal(image.pixels, pixels)


@pytest.mark.parametrize("dtype", KEPT)
def test_grey_is_kept(dtype: str) -> None:
    pixels = noise(dtype, 40, 50)
    image = decode_image(tiff(pixels, photometric="minisblack"), "a")
    assert image.pixels.dtype == np.dtype(dtype)
    np.testing.assert_array_equal(image.pixels, pixels)


@pytest.mark.parametrize("dtype", ["uint16", "float32"])
@pytest.mark.parametrize("packing", [5, 8, 32773])
@pytest.mark.parametrize("channels", [1, 3, 4])
def test_deep_pictures_packed_by_other_programs_are_kept(
    dtype: str, packing: int, channels: int
) -> None:
    pixels = noise(dtype, 40, 50, channels)
    blue_first = np.ascontiguousarray(pixels[..., [2, 1, 0, 3][:channels] if channels > 1 else [0]])
    _, data = cv2.imencode(".tiff", blue_first, [cv2.IMWRITE_TIFF_COMPRESSION, packing])
    image = decode_image(bytes(data), "a")
    np.testing.assert_array_equal(image.pixels, pixels[..., 0] if channels == 1 else pixels)


@pytest.mark.parametrize("packing", ["tiff_lzw", "packbits", "tiff_deflate"])
@pytest.mark.parametrize("shape", [(9, 7), (9, 7, 2), (9, 7, 3), (9, 7, 4)])
def test_8_bits_packed_in_any_way_are_kept(packing: str, shape: tuple[int, ...]) -> None:
    pixels = noise("uint8", *shape)
    data = through_pillow(pixels, "TIFF", compression=packing)
    np.testing.assert_array_equal(decode_image(data, "a").pixels, pixels)


@pytest.mark.parametrize("mode", ["1", "P"])
def test_palettes_and_single_bits_become_rgb_and_grey(mode: str) -> None:
    pixels = noise("uint8", 9, 7, 3)
    shown = np.asarray(
        Pillow.fromarray(pixels).convert(mode).convert("L" if mode == "1" else "RGB")
    )
    data = through_pillow(pixels, "TIFF", mode, compression="tiff_lzw")
    np.testing.assert_array_equal(decode_image(data, "a").pixels, shown)


@pytest.mark.parametrize(
    ("dtype", "held"),
    [
        ("float16", "float32"),
        ("int8", "float32"),
        ("int16", "float32"),
        ("int32", "float64"),
        ("uint32", "float64"),
    ],
)
def test_other_numbers_are_held_unscaled_in_floats_and_say_so(dtype: str, held: str) -> None:
    pixels = noise(dtype, 9, 7)
    image = decode_image(tiff(pixels, photometric="minisblack"), "a")
    assert image.pixels.dtype == np.dtype(held)
    np.testing.assert_array_equal(image.pixels, pixels.astype(held))
    assert any(dtype in note for note in image.notes)


def test_white_is_zero_is_turned_round() -> None:
    pixels = np.array([[0, 65535, 1000]], np.uint16)
    image = decode_image(tiff(pixels, photometric="miniswhite"), "a")
    assert image.pixels.tolist() == [[65535, 0, 64535]]


@pytest.mark.parametrize("photometric", ["minisblack", "miniswhite"])
def test_floats_that_are_no_numbers_are_read_without_a_warning(photometric: str) -> None:
    # A signalling NaN, the kind that arithmetic complains about.
    bits = np.array([[0x7F80_0001, 0x7F80_0000, 0x3F80_0000]], np.uint32)
    data = tiff(bits.view(np.float32), photometric=photometric)
    pixels = decode_image(data, "a").pixels
    assert np.isnan(pixels[0, 0])
    assert np.isinf(pixels[0, 1])


def test_premultiplied_alpha_is_divided_out() -> None:
    pixels = np.array([[[100, 200, 300, 32767], [0, 0, 0, 0], [9, 8, 7, 65535]]], np.uint16)
    data = tiff(pixels, photometric="rgb", extrasamples=["assocalpha"])
    first, clear, solid = decode_image(data, "a").pixels[0].tolist()
    assert first == [200, 400, 600, 32767]
    assert clear == [0, 0, 0, 0]
    assert solid == [9, 8, 7, 65535]


def test_channels_without_meaning_are_left_out_and_said() -> None:
    pixels = noise("uint16", 4, 5, 5)
    image = decode_image(tiff(pixels, photometric="minisblack", planarconfig="contig"), "a")
    np.testing.assert_array_equal(image.pixels, pixels[..., 0])
    assert any("4 of 5 channels" in note for note in image.notes)


def test_deep_inks_become_rgb_and_say_so() -> None:
    inks = np.array([[[0, 65535, 0, 0], [0, 0, 0, 65535]]], np.uint16)
    image = decode_image(tiff(inks, photometric="separated"), "a")
    assert image.pixels.tolist() == [[[65535, 0, 65535], [0, 0, 0]]]
    assert any("CMYK" in note for note in image.notes)


@pytest.mark.parametrize("dtype", ["uint8", "float32"])
def test_further_pages_are_said_to_be_left_out(dtype: str) -> None:
    pages = noise(dtype, 2, 20, 30)
    image = decode_image(tiff(pages, photometric="minisblack"), "a")
    np.testing.assert_array_equal(image.pixels, pages[0])
    assert any("first page" in note for note in image.notes)


def test_big_tiff_is_read() -> None:
    pixels = noise("uint16", 4, 5)
    data = tiff(pixels, photometric="minisblack", bigtiff=True)
    np.testing.assert_array_equal(decode_image(data, "a").pixels, pixels)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (tiff(np.ones((4, 5), np.complex64), photometric="minisblack"), "real numbers"),
        (tiff(noise("float32", 4, 5), photometric="minisblack", compression="lzma"), "Deflate"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_can(data: bytes, reason: str) -> None:
    with pytest.raises(ImageFileError, match=reason):
        decode_image(data, "a")


def test_lab_colours_are_refused_by_name() -> None:
    stream = BytesIO()
    Pillow.new("LAB", (4, 4)).save(stream, "TIFF")
    with pytest.raises(ImageFileError, match="LAB"):
        decode_image(stream.getvalue(), "a")
