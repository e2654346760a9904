from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Pillow

from kernelview.files import decode_image, load_image, sample_pictures
from tests.files.building import noise, through_pillow


def test_a_jpeg_is_read_as_pillow_decodes_it() -> None:
    path = sample_pictures()[0]
    np.testing.assert_array_equal(load_image(path).pixels, np.asarray(Pillow.open(path)))


def test_a_grey_jpeg_stays_grey() -> None:
    assert decode_image(through_pillow(noise("uint8", 8, 8), "JPEG"), "a").pixels.shape == (8, 8)


def test_printing_inks_become_rgb_and_say_so() -> None:
    red = np.full((8, 8, 3), (200, 30, 30), np.uint8)
    image = decode_image(through_pillow(red, "JPEG", "CMYK", quality=100), "a")
    assert np.abs(image.pixels.astype(int) - red).max() <= 3
    assert any("CMYK" in note for note in image.notes)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB"])
def test_a_bmp_is_read_as_what_it_shows(mode: str) -> None:
    pixels = noise("uint8", 9, 7, 3)
    data = through_pillow(pixels, "BMP", mode)
    picture = Pillow.fromarray(pixels).convert(mode)
    shown = np.asarray(picture.convert("L" if mode in ("1", "L") else "RGB"))
    np.testing.assert_array_equal(decode_image(data, "a").pixels, shown)


def test_a_gif_with_transparency_becomes_rgb_and_alpha() -> None:
    picture = Pillow.new("P", (2, 1))
    picture.putpalette([1, 2, 3, 200, 100, 50] + [0] * 762)
    picture.putpixel((1, 0), 1)
    stream = BytesIO()
    picture.save(stream, "GIF", transparency=1)
    pixels = decode_image(stream.getvalue(), "a").pixels
    assert pixels.tolist() == [[[1, 2, 3, 255], [200, 100, 50, 0]]]


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "TIFF"])
def test_further_frames_are_said_to_be_left_out(kind: str) -> None:
    second = [Pillow.new("RGB", (8, 8))]
    data = through_pillow(noise("uint8", 8, 8, 3), kind, save_all=True, append_images=second)
    notes = decode_image(data, "a").notes
    assert any("Only the first" in note for note in notes)


@pytest.mark.parametrize("channels", [3, 4])
def test_a_lossless_webp_keeps_every_bit(channels: int) -> None:
    pixels = noise("uint8", 9, 7, channels)
    data = through_pillow(pixels, "WEBP", lossless=True, exact=True)
    np.testing.assert_array_equal(decode_image(data, "a").pixels, pixels)


def test_content_counts_and_not_the_name(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    pixels = noise("uint8", 4, 4, 3)
    path.write_bytes(through_pillow(pixels, "PNG"))
    image = load_image(path)
    np.testing.assert_array_equal(image.pixels, pixels)
    assert image.name == "photo.jpg"
    assert image.path == path


def test_a_loaded_picture_is_read_only() -> None:
    assert not load_image(sample_pictures()[1]).pixels.flags.writeable
