import struct
import zlib

import numpy as np
import pytest
from PIL import Image as Pillow

from kernelview.files import decode_image
from tests.files.building import noise, png, through_pillow


def test_grey_of_16_bits_keeps_every_bit() -> None:
    pixels = noise("uint16", 5, 7)
    image = decode_image(png((7, 5), 16, 0, [row.astype(">u2").tobytes() for row in pixels]), "a")
    assert image.pixels.dtype == np.uint16
    np.testing.assert_array_equal(image.pixels, pixels)


@pytest.mark.parametrize(("colour_type", "channels"), [(2, 3), (4, 2), (6, 4)])
def test_colour_of_16_bits_keeps_every_bit(colour_type: int, channels: int) -> None:
    pixels = noise("uint16", 5, 7, channels)
    rows = [row.astype(">u2").tobytes() for row in pixels]
    image = decode_image(png((7, 5), 16, colour_type, rows), "a")
    assert image.pixels.dtype == np.uint16
    np.testing.assert_array_equal(image.pixels, pixels)


@pytest.mark.parametrize(
    ("depth", "row", "expected"),
    [(1, 0b01000000, [0, 255]), (2, 0b01110000, [85, 255]), (4, 0x3F, [51, 255])],
)
def test_grey_of_few_bits_is_spread_to_8(depth: int, row: int, expected: list[int]) -> None:
    image = decode_image(png((2, 1), depth, 0, [bytes([row])]), "a")
    assert image.pixels.tolist() == [expected]


@pytest.mark.parametrize("depth", [1, 2, 4, 8])
def test_a_palette_becomes_rgb(depth: int) -> None:
    row = bytes([1, 0]) if depth == 8 else bytes([1 << (8 - depth)])
    data = png((2, 1), depth, 3, [row], extra=[(b"PLTE", bytes([1, 2, 3, 40, 50, 60]))])
    assert decode_image(data, "a").pixels.tolist() == [[[40, 50, 60], [1, 2, 3]]]


def test_a_palette_with_transparency_becomes_rgb_and_alpha() -> None:
    extra = [(b"PLTE", bytes([1, 2, 3, 40, 50, 60])), (b"tRNS", bytes([128]))]
    image = decode_image(png((2, 1), 8, 3, [bytes([1, 0])], extra=extra), "a")
    assert image.pixels.tolist() == [[[40, 50, 60, 255], [1, 2, 3, 128]]]


def test_a_transparent_colour_becomes_alpha() -> None:
    rgb = png((2, 1), 8, 2, [bytes(range(6))], extra=[(b"tRNS", struct.pack(">3H", 0, 1, 2))])
    assert decode_image(rgb, "a").pixels.tolist() == [[[0, 1, 2, 0], [3, 4, 5, 255]]]
    grey = png((2, 1), 8, 0, [bytes([7, 9])], extra=[(b"tRNS", struct.pack(">H", 7))])
    assert decode_image(grey, "a").pixels.tolist() == [[[7, 0], [9, 255]]]


def test_a_transparent_colour_of_16_bits_becomes_alpha() -> None:
    row, mark = struct.pack(">2H", 7, 900), struct.pack(">H", 7)
    grey = png((2, 1), 16, 0, [row], extra=[(b"tRNS", mark)])
    assert decode_image(grey, "a").pixels.tolist() == [[[7, 0], [900, 65535]]]
    row, mark = struct.pack(">6H", 1, 2, 3, 400, 5, 6), struct.pack(">3H", 1, 2, 3)
    rgb = png((2, 1), 16, 2, [row], extra=[(b"tRNS", mark)])
    assert decode_image(rgb, "a").pixels.tolist() == [[[1, 2, 3, 0], [400, 5, 6, 65535]]]


def test_a_gamma_chunk_changes_no_number() -> None:
    row = struct.pack(">3H", 1, 200, 60000)
    data = png((1, 1), 16, 2, [row], extra=[(b"gAMA", struct.pack(">I", 100_000))])
    assert decode_image(data, "a").pixels.tolist() == [[[1, 200, 60000]]]


def test_a_colour_profile_is_said_to_be_left_out() -> None:
    profile = (b"iCCP", b"mine\0\0" + zlib.compress(bytes(200)))
    image = decode_image(png((1, 1), 8, 2, [bytes(3)], extra=[profile]), "a")
    assert any("colour profile" in note for note in image.notes)


def test_a_plain_picture_has_nothing_to_say() -> None:
    assert decode_image(through_pillow(noise("uint8", 4, 4, 3), "PNG"), "a").notes == ()


def test_an_animation_shows_its_first_frame_and_says_so() -> None:
    first, second = noise("uint8", 8, 8, 3), Pillow.new("RGB", (8, 8))
    data = through_pillow(first, "PNG", save_all=True, append_images=[second])
    image = decode_image(data, "a")
    np.testing.assert_array_equal(image.pixels, first)
    assert any("first frame" in note for note in image.notes)
