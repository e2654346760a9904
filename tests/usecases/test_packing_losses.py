"""Recovering from a JPEG: what packing does to the kernel is in its stated errors."""

from pathlib import Path

import numpy as np
import pytest

from kernelview.document.image import Image
from kernelview.engine import ShowMode, correlate, show
from kernelview.files.assets import sample_pictures
from kernelview.files.errors import ImageFileError
from kernelview.files.images import load_image, save_image
from kernelview.files.jpeg_losses import packed_like
from kernelview.jobs import run
from kernelview.kernels import Kernel, preset
from kernelview.learn.gathering import RecoverySettings
from kernelview.learn.recovery import Recovery
from kernelview.learn.recovery_words import determinedness
from kernelview.usecases.packing_losses import middle
from kernelview.usecases.recover_kernel import recover_kernel


def photo(name: str) -> Image:
    path = next(path for path in sample_pictures() if path.name == name)
    return Image(load_image(path).pixels[80:336, 80:336].copy(), name)


def from_jpeg(
    folder: Path, image: Image, kernel: Kernel, *, quality: int, show_mode: ShowMode = "clamp"
) -> Recovery:
    values = correlate(image.pixels, kernel)
    pixels = show(values, show_mode, white=255, dtype=np.uint8).pixels
    path = folder / "after.jpg"
    save_image(pixels, path, quality=quality)
    settings = RecoverySettings(kernel.shape, truth=kernel)
    return run(recover_kernel(image, load_image(path), settings))


@pytest.mark.parametrize("quality", [98, 90, 75, 50])
@pytest.mark.parametrize("name", ["camera.png", "coins.png", "rocket.jpg"])
def test_the_truth_lies_within_a_few_stated_errors(name: str, quality: int, tmp_path: Path) -> None:
    recovery = from_jpeg(tmp_path, photo(name), preset("gaussian-5"), quality=quality)
    assert recovery.truth is not None
    assert recovery.truth.in_errors < 4
    assert recovery.packing_noise > recovery.expected_noise


def test_a_strongly_packed_result_is_no_longer_called_well_determined(tmp_path: Path) -> None:
    recovery = from_jpeg(tmp_path, photo("camera.png"), preset("gaussian-5"), quality=75)
    assert recovery.verdict != "well"
    words = determinedness(recovery)
    assert "packed with losses" in words[0]
    assert any("how far packing moves the kernel" in sentence for sentence in words)


def test_what_is_not_linear_is_still_told_from_what_packing_does(tmp_path: Path) -> None:
    recovery = from_jpeg(
        tmp_path, photo("camera.png"), preset("sobel-x"), quality=90, show_mode="absolute"
    )
    assert recovery.verdict == "not linear"
    assert "rounding and packing leave" in determinedness(recovery)[0]


def test_a_file_without_losses_is_left_alone(tmp_path: Path) -> None:
    image, path = photo("camera.png"), tmp_path / "after.png"
    save_image(correlate(image.pixels, preset("gaussian-5"), out_dtype=np.uint8), path)
    recovery = run(recover_kernel(image, load_image(path), RecoverySettings((5, 5))))
    assert recovery.packing_noise == 0
    assert recovery.verdict == "well"


def test_packing_like_a_file_uses_its_tables(tmp_path: Path) -> None:
    pixels = photo("camera.png").pixels
    errors = []
    for quality in (95, 60, 20):
        path = tmp_path / f"{quality}.jpg"
        save_image(pixels, path, quality=quality)
        again = packed_like(path, np.asarray(pixels, np.uint8))
        np.testing.assert_array_equal(again, load_image(path).pixels)
        errors.append(float(np.abs(again.astype(float) - pixels).mean()))
    assert errors == sorted(errors)


def test_a_file_that_is_no_jpeg_has_no_packing_to_tell(tmp_path: Path) -> None:
    path = tmp_path / "named.jpg"
    path.write_bytes(b"no picture")
    with pytest.raises(ImageFileError, match=r"named\.jpg"):
        packed_like(path, np.zeros((8, 8), np.uint8))


def test_the_middle_is_cut_along_the_squares_of_packing() -> None:
    large = np.arange(2100 * 3, dtype=np.int32).reshape(2100, 3)
    part = middle(large)
    assert part.shape == (2048, 3)
    assert int(part[0, 0]) // 3 % 16 == 0
