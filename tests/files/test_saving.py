from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from PIL import Image as Pillow

from kernelview.document.image import Image
from kernelview.files import (
    WRITABLE,
    ImageFileError,
    decode_image,
    encode_image,
    load_image,
    save_image,
)
from kernelview.files.images import save_in_steps
from tests.files.building import Pixels, noise

DEPTHS = {
    ".png": ["uint8", "uint16"],
    ".tif": ["uint8", "uint16", "float32", "float64"],
    ".bmp": ["uint8"],
    ".webp": ["uint8"],
}
CHANNELS = {".png": [0, 2, 3, 4], ".tif": [0, 2, 3, 4], ".bmp": [0, 3], ".webp": [3, 4]}


@st.composite
def _pictures(draw: st.DrawFn, suffix: str) -> Pixels:
    dtype = draw(st.sampled_from(DEPTHS[suffix]))
    channels = draw(st.sampled_from(CHANNELS[suffix]))
    height, width = draw(st.integers(1, 9)), draw(st.integers(1, 9))
    shape = (height, width, channels) if channels else (height, width)
    return draw(arrays.arrays(dtype, shape))


@pytest.mark.parametrize("suffix", DEPTHS)
@settings(deadline=None)
@given(data=st.data())
def test_lossless_formats_give_back_every_number(suffix: str, data: st.DataObject) -> None:
    pixels = data.draw(_pictures(suffix))
    if suffix == ".webp" and pixels.shape[2] == 4:
        # WebP's encoder drops an alpha that is opaque everywhere: the next test's matter.
        pixels[0, 0, 3] = min(int(pixels[0, 0, 3]), 254)
    back = decode_image(encode_image(pixels, suffix, quality=100), "a").pixels
    assert back.dtype == pixels.dtype
    np.testing.assert_array_equal(back, pixels)


def test_webp_drops_an_alpha_that_is_opaque_everywhere() -> None:
    pixels = noise("uint8", 5, 7, 4)
    pixels[..., 3] = 255
    back = decode_image(encode_image(pixels, ".webp", quality=100), "a").pixels
    np.testing.assert_array_equal(back, pixels[..., :3])


@pytest.mark.parametrize("shape", [(5, 7), (5, 7, 2)])
def test_webp_stores_grey_as_equal_colours(shape: tuple[int, ...]) -> None:
    pixels = noise("uint8", *shape)
    back = decode_image(encode_image(pixels, ".webp", quality=100), "a").pixels
    grey = pixels if pixels.ndim == 2 else pixels[..., 0]
    for channel in range(3):
        np.testing.assert_array_equal(back[..., channel], grey)
    if pixels.ndim == 3:
        np.testing.assert_array_equal(back[..., 3], pixels[..., 1])


def test_lossless_webp_keeps_the_colours_under_full_transparency() -> None:
    pixels = noise("uint8", 9, 9, 4)
    pixels[..., 3] = 0
    back = decode_image(encode_image(pixels, ".webp", quality=100), "a").pixels
    np.testing.assert_array_equal(back, pixels)


@pytest.mark.parametrize("suffix", [".jpg", ".webp"])
def test_a_higher_quality_is_nearer_and_larger(suffix: str) -> None:
    pixels = np.asarray(Pillow.fromarray(noise("uint8", 16, 16, 3)).resize((64, 64)))
    low, high = (encode_image(pixels, suffix, quality=quality) for quality in (20, 95))
    assert len(low) < len(high)
    errors = [
        np.abs(decode_image(data, "a").pixels.astype(int) - pixels).mean() for data in (low, high)
    ]
    assert errors[1] < errors[0] * 0.7


@pytest.mark.parametrize("quality", [0, 101, -3])
def test_a_quality_outside_1_to_100_is_refused(quality: int) -> None:
    with pytest.raises(ImageFileError, match="1 to 100"):
        encode_image(noise("uint8", 4, 4), ".jpg", quality=quality)


@pytest.mark.parametrize(
    ("pixels", "suffix", "reason"),
    [
        (noise("float32", 4, 4), ".png", "PNG holds 8-bit or 16-bit grey or RGB"),
        (noise("float32", 4, 4), ".jpg", "JPEG holds 8-bit grey or RGB, without alpha"),
        (noise("uint16", 4, 4), ".webp", "WebP holds 8-bit"),
        (noise("uint16", 4, 4), ".bmp", "BMP holds 8-bit"),
        (noise("int16", 4, 4), ".tif", "TIFF holds 8-bit or 16-bit or 32-bit float"),
        (noise("uint8", 4, 4, 4), ".jpg", "this picture has alpha. PNG"),
        (noise("uint8", 4, 4, 2), ".bmp", "this picture has alpha. PNG"),
        (noise("uint8", 1, 70_000), ".jpg", "65500 pixels"),
        (noise("uint8", 1, 20_000), ".webp", "16383 pixels"),
        (noise("uint8", 4, 4, 5), ".png", r"\(H, W, 2 to 4\)"),
        (noise("uint8", 0, 4), ".png", "at least one pixel"),
        (noise("uint8", 4, 4), ".gif", ".png .tif"),
        (noise("uint8", 4, 4), "", "without suffix"),
    ],
)
def test_what_a_format_cannot_hold_is_refused_with_what_it_can(
    pixels: Pixels, suffix: str, reason: str, tmp_path: Path
) -> None:
    path = tmp_path / f"picture{suffix}"
    with pytest.raises(ImageFileError, match=reason) as caught:
        save_image(pixels, path)
    assert caught.value.path == path
    assert list(tmp_path.iterdir()) == []


def test_the_suffix_counts_in_any_case(tmp_path: Path) -> None:
    save_image(noise("uint8", 4, 4), tmp_path / "A.PNG")
    assert (tmp_path / "A.PNG").read_bytes().startswith(b"\x89PNG")


def test_an_image_and_its_pixels_are_written_alike() -> None:
    pixels = noise("uint8", 4, 4)
    assert encode_image(Image(pixels.copy()), ".png") == encode_image(pixels, ".png")


def test_views_and_read_only_pixels_are_written(tmp_path: Path) -> None:
    for suffix in (".png", ".tif", ".jpg", ".bmp", ".webp"):
        pixels = noise("uint8", 20, 20, 3)[::2, ::-1]
        pixels.setflags(write=False)
        save_image(pixels, tmp_path / f"a{suffix}", quality=100)
        assert load_image(tmp_path / f"a{suffix}").pixels.shape == (10, 20, 3)


def test_every_format_on_offer_writes_each_of_its_depths() -> None:
    for entry in WRITABLE:
        for suffix in entry.suffixes:
            for dtype in entry.dtypes:
                assert decode_image(encode_image(noise(dtype, 4, 4), suffix), "a").width == 4


def test_nothing_is_written_into_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(ImageFileError, match="no such file or folder"):
        save_image(noise("uint8", 4, 4), tmp_path / "none" / "a.png")


def test_a_save_cancelled_after_encoding_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "kept.png"
    path.write_bytes(b"old")
    job = save_in_steps(np.zeros((4, 4), np.uint8), path)
    next(job)
    job.close()
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["kept.png"]
