"""Exporting a picture: the engine's pixels, as deep as the file allows, whole or not at all."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import DTypeLike

from kernelview.document.image import Image
from kernelview.engine import SHOW_MODES, EngineError, Pipeline, Pool, ShowMode, render
from kernelview.files import ImageFileError
from kernelview.jobs import run
from kernelview.kernels import preset
from kernelview.usecases.export_depth import depth_words, export_dtype
from kernelview.usecases.export_image import export_image, over_white
from tests.usecases.pictures import noise, one_kernel, read, rendered

SOBEL = one_kernel(preset("sobel-x"))
IDENTITY = Pipeline(())


@pytest.mark.parametrize("show", SHOW_MODES)
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32, np.float64])
@pytest.mark.parametrize("kind", ["grey", "rgb", "rgba"])
def test_a_tiff_holds_exactly_what_the_engine_renders(
    tmp_path: Path, kind: str, dtype: DTypeLike, show: ShowMode
) -> None:
    pixels = noise(kind, dtype)
    result = run(export_image(Image(pixels), SOBEL, show, tmp_path / "out.tif"))
    assert result.notes == ()
    written, expected = read(result.path), rendered(pixels, SOBEL, show)
    assert written.dtype == expected.dtype
    np.testing.assert_array_equal(written, expected)


@pytest.mark.parametrize("kind", ["grey", "grey-alpha", "rgb", "rgba"])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_a_png_holds_exactly_what_the_engine_renders(
    tmp_path: Path, kind: str, dtype: DTypeLike
) -> None:
    pixels = noise(kind, dtype)
    result = run(export_image(Image(pixels), SOBEL, "absolute", tmp_path / "out.png"))
    np.testing.assert_array_equal(read(result.path), rendered(pixels, SOBEL, "absolute"))


@pytest.mark.parametrize(
    ("dtype", "suffix", "expected"),
    [
        (np.uint8, ".png", np.uint8),
        (np.uint16, ".png", np.uint16),
        (np.float32, ".png", np.uint16),
        (np.float64, ".png", np.uint16),
        (np.uint8, ".TIF", np.uint8),
        (np.uint16, ".tiff", np.uint16),
        (np.float32, ".tif", np.float32),
        (np.float64, ".tif", np.float64),
        (np.uint16, ".jpg", np.uint8),
        (np.float32, ".webp", np.uint8),
        (np.float64, ".bmp", np.uint8),
        (np.uint16, ".xyz", np.uint8),
    ],
)
def test_the_depth_is_the_pictures_where_the_format_holds_it(
    dtype: DTypeLike, suffix: str, expected: DTypeLike
) -> None:
    assert export_dtype(dtype, suffix) == np.dtype(expected)


@pytest.mark.parametrize(
    ("dtype", "words"),
    [(np.uint8, "8-bit"), (np.uint16, "16-bit"), (np.float32, "32-bit float")],
)
def test_a_depth_has_words(dtype: DTypeLike, words: str) -> None:
    assert depth_words(dtype) == words


def test_white_stays_white_and_rounding_is_half_to_even_when_the_depth_changes(
    tmp_path: Path,
) -> None:
    sixteen = np.array([[0, 257, 65535, 128, 129, 65278]], np.uint16)
    result = run(export_image(Image(sixteen), IDENTITY, "clamp", tmp_path / "out.bmp"))
    # 65278 / 257 = 254.0; 128 and 129 are just below and above half a level.
    np.testing.assert_array_equal(read(result.path), [[0, 1, 255, 0, 1, 254]])
    assert result.notes == ("16-bit made 8-bit: BMP holds no more",)


def test_floats_become_16_bit_in_a_png_and_the_result_says_so(tmp_path: Path) -> None:
    floats = np.array([[-0.5, 0.0, 0.25, 1.0, 7.0, np.nan]], np.float32)
    result = run(export_image(Image(floats), IDENTITY, "clamp", tmp_path / "out.png"))
    np.testing.assert_array_equal(read(result.path), [[0, 0, 16384, 65535, 65535, 0]])
    assert result.notes == ("32-bit float made 16-bit: PNG holds no more",)


@pytest.mark.parametrize("dtype", [np.uint16, np.float32])
def test_false_colour_is_8_bit_rgb_and_keeps_the_alpha(tmp_path: Path, dtype: DTypeLike) -> None:
    pixels = noise("rgba", dtype)
    result = run(export_image(Image(pixels), SOBEL, "false-colour", tmp_path / "out.png"))
    written = read(result.path)
    assert written.dtype == np.uint8
    assert written.shape == pixels.shape
    white = 65535 if dtype is np.uint16 else 1.0
    # float32 arithmetic may fall on either side of an exact half.
    np.testing.assert_allclose(
        written[..., 3], pixels[..., 3].astype(np.float64) * (255 / white), atol=0.5 + 1e-3
    )
    assert result.notes == ()


def test_alpha_is_left_as_it_is_by_default(tmp_path: Path) -> None:
    pixels = noise("rgba")
    result = run(export_image(Image(pixels), SOBEL, "clamp", tmp_path / "out.png"))
    np.testing.assert_array_equal(read(result.path)[..., 3], pixels[..., 3])


def test_transparency_is_laid_over_white_where_the_format_has_none(tmp_path: Path) -> None:
    pixels = np.zeros((2, 3, 4), np.uint8)
    pixels[:, 0] = (10, 20, 30, 255)
    pixels[:, 1] = (10, 20, 30, 0)
    pixels[:, 2] = (0, 0, 0, 51)
    result = run(export_image(Image(pixels), IDENTITY, "clamp", tmp_path / "out.bmp"))
    np.testing.assert_array_equal(read(result.path)[0], [(10, 20, 30), (255,) * 3, (204,) * 3])
    assert result.notes == ("transparency laid over white: BMP holds none",)


def test_grey_with_alpha_over_white_is_grey() -> None:
    pixels = np.array([[[100, 255], [100, 0]]], np.uint8)
    np.testing.assert_array_equal(over_white(pixels), [[100, 255]])


def test_jpeg_quality_changes_the_size_of_the_file(tmp_path: Path) -> None:
    image = Image(noise("rgb"))
    sizes = []
    for quality in (20, 95):
        path = tmp_path / f"{quality}.jpg"
        run(export_image(image, SOBEL, "clamp", path, quality=quality))
        sizes.append(path.stat().st_size)
    assert sizes[0] < sizes[1]


@pytest.mark.parametrize("name", ["out.gif", "out.xyz", "out"])
def test_a_format_that_is_not_written_is_refused_before_the_work(tmp_path: Path, name: str) -> None:
    job = export_image(Image(noise()), SOBEL, "clamp", tmp_path / name)
    with pytest.raises(ImageFileError, match=r"not written .* use \.png"):
        next(job)
    assert list(tmp_path.iterdir()) == []


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "wide.webp"
    path.write_bytes(b"old")
    too_wide = Image(np.zeros((1, 20_000), np.uint8))
    with pytest.raises(ImageFileError, match="16383"):
        run(export_image(too_wide, IDENTITY, "clamp", path))
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["wide.webp"]


def test_a_pipeline_that_does_not_fit_the_picture_is_the_engines_error(tmp_path: Path) -> None:
    pipeline = Pipeline((Pool(size=50, stride=50),))
    with pytest.raises(EngineError):
        run(export_image(Image(noise()), pipeline, "clamp", tmp_path / "out.png"))
    assert list(tmp_path.iterdir()) == []


def test_closing_the_export_before_it_writes_leaves_nothing(tmp_path: Path) -> None:
    job = export_image(Image(noise()), SOBEL, "clamp", tmp_path / "out.png")
    next(job)
    job.close()
    assert list(tmp_path.iterdir()) == []


def test_export_is_what_render_makes_of_the_same_settings(tmp_path: Path) -> None:
    pixels = noise("rgb", np.uint16)
    pipeline = one_kernel(preset("emboss"), border="wrap", channels="luminance", turned=True)
    run(export_image(Image(pixels), pipeline, "signed", tmp_path / "out.png"))
    expected = run(render(pixels, pipeline, "signed")).pixels
    np.testing.assert_array_equal(read(tmp_path / "out.png"), expected)
