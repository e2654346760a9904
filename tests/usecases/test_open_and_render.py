"""Opening pictures and kernels, exporting kernels, rendering the document."""

from pathlib import Path

import numpy as np
import pytest

from kernelview.document.document import Document
from kernelview.document.image import Image
from kernelview.engine import render
from kernelview.files import ImageFileError, KernelFileError
from kernelview.jobs import Progress, run
from kernelview.kernels import Kernel, preset
from kernelview.usecases.export_kernel import export_kernel
from kernelview.usecases.open_image import open_image
from kernelview.usecases.open_kernel import open_kernel, open_kernels
from kernelview.usecases.render_picture import render_picture
from tests.usecases.pictures import noise, one_kernel, write_noise


def test_opening_a_picture_keeps_its_depth_and_its_name(tmp_path: Path) -> None:
    path = write_noise(tmp_path / "photo.png", "rgb", np.uint16)
    image = run(open_image(path))
    assert image.name == "photo.png"
    assert image.path == path
    np.testing.assert_array_equal(image.pixels, noise("rgb", np.uint16))


def test_opening_says_what_it_does_before_it_does_it(tmp_path: Path) -> None:
    job = open_image(tmp_path / "missing.png")
    assert next(job) == Progress(0, 1, "reading")
    with pytest.raises(ImageFileError, match=r"missing\.png"):
        next(job)


@pytest.mark.parametrize("suffix", [".json", ".csv", ".npy", ".kernel", ".mat"])
def test_an_exported_kernel_opens_as_it_was(tmp_path: Path, suffix: str) -> None:
    kernel = Kernel([[1, 2.5, -1], [0, 0.1, 4]], name="mine")
    result = run(export_kernel(kernel, tmp_path / f"mine{suffix}"))
    assert run(open_kernel(result.path)) == kernel
    assert result.notes == ()


def test_an_export_says_what_its_format_had_to_change(tmp_path: Path) -> None:
    result = run(export_kernel(Kernel([[1, 2]]), tmp_path / "two.txt"))
    assert result.notes == ("filled up with zeros to 1 × 3, which ImageJ centres alike",)
    assert run(open_kernel(result.path)).weights.tolist() == [[1, 2, 0]]


def test_all_the_kernels_of_a_file_are_opened(tmp_path: Path) -> None:
    (tmp_path / "two.kernel").write_text("1: 1; 1: 2")
    kernels = run(open_kernels(tmp_path / "two.kernel"))
    assert [kernel.weights.tolist() for kernel in kernels] == [[[1]], [[2]]]
    assert run(open_kernel(tmp_path / "two.kernel")) == kernels[0]


def test_a_kernel_file_that_is_none_is_refused_with_its_path(tmp_path: Path) -> None:
    path = tmp_path / "kernel.txt"
    path.write_text("1 2\n3")
    with pytest.raises(KernelFileError, match=r"kernel\.txt.*row 2"):
        run(open_kernel(path))


def test_the_canvas_shows_what_the_engine_renders() -> None:
    image = Image(noise("rgb"))
    pipeline = one_kernel(preset("sobel-y"), border="wrap")
    shown = run(render_picture(Document(image, pipeline, show="signed")))
    np.testing.assert_array_equal(
        shown.pixels, run(render(image.pixels, pipeline, "signed")).pixels
    )
