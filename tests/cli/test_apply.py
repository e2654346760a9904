"""`kernelview apply`: the engine's pixels in files."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import DTypeLike

from kernelview.document.image import Image
from kernelview.engine import BORDERS, SHOW_MODES, Border, Magnitude, Pipeline, ShowMode, correlate
from kernelview.files.kernels import save_kernel
from kernelview.jobs import run
from kernelview.kernels import Kernel, build, preset, recipe_for
from kernelview.usecases.export_image import export_image
from tests.cli.command import CommandLine
from tests.usecases.pictures import noise, one_kernel, read, rendered, write_noise

SOBEL = preset("sobel-x")
COUNTER_CLOCKWISE = "1 0 -1; 2 0 -2; 1 0 -1"


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    return write_noise(tmp_path / "photo.png", "rgb")


@pytest.mark.parametrize("show", SHOW_MODES)
@pytest.mark.parametrize("border", BORDERS)
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32])
def test_apply_writes_what_the_engine_renders(
    tmp_path: Path, kernelview: CommandLine, dtype: DTypeLike, border: Border, show: ShowMode
) -> None:
    source = write_noise(tmp_path / "in.tif", "rgb", dtype)
    out = tmp_path / "out.tif"
    words = ("--kernel", "sobel-x", "--border", border, "--show", show, "-o", out)
    assert kernelview("apply", source, *words).code == 0
    expected = rendered(noise("rgb", dtype), one_kernel(SOBEL, border=border), show)
    written = read(out)
    assert written.dtype == expected.dtype
    np.testing.assert_array_equal(written, expected)


@pytest.mark.parametrize("show", SHOW_MODES)
@pytest.mark.parametrize("kind", ["grey", "rgb", "rgba"])
def test_apply_and_the_windows_export_write_the_same_bytes(
    tmp_path: Path, kernelview: CommandLine, kind: str, show: ShowMode
) -> None:
    source = write_noise(tmp_path / "in.png", kind, np.uint16)
    kernelview("apply", source, "-k", "sobel-x", "--show", show, "-o", tmp_path / "a.png")
    image = Image(noise(kind, np.uint16))
    run(export_image(image, one_kernel(SOBEL), show, tmp_path / "b.png"))
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()


def test_clamped_8_bit_pixels_are_the_correlation_rounded_and_clipped(
    tmp_path: Path, kernelview: CommandLine, photo: Path
) -> None:
    out = tmp_path / "out.png"
    kernelview("apply", photo, "-k", "sobel-x", "--border", "edge", "-o", out)
    expected = correlate(noise("rgb"), SOBEL, border="edge", out_dtype=np.uint8)
    np.testing.assert_array_equal(read(out), expected)


def settings(**changes: Any) -> Mapping[str, Any]:
    return {"kernel": SOBEL, "pipeline": {}} | changes


@pytest.mark.parametrize(
    ("words", "kernel", "pipeline"),
    [
        (("-k", COUNTER_CLOCKWISE), Kernel([[1, 0, -1], [2, 0, -2], [1, 0, -1]]), {}),
        (("-k", "-1,0,1;-2,0,2;-1,0,1"), SOBEL, {}),
        (("--kernel=-1 0 1; -2 0 2; -1 0 1",), SOBEL, {}),
        (("-k", "sobel-x", "--divisor", "4"), SOBEL.replace(divisor=4), {}),
        (("-k", "sobel-x", "--divisor", "-1/2"), SOBEL.replace(divisor=-0.5), {}),
        (("-k", "1 2; 3 4", "--divisor", "auto"), Kernel([[1, 2], [3, 4]], divisor=10), {}),
        (("-k", "sobel-x", "--divisor", "auto"), SOBEL, {}),
        (("-k", "sobel-x", "--offset", "128"), SOBEL.replace(offset=128), {}),
        (("-k", "sobel-x", "--offset", "-1e1"), SOBEL.replace(offset=-10), {}),
        (("-k", "sobel-x", "--convolve"), SOBEL, {"turned": True}),
        (
            ("-k", "sobel-x", "--border", "constant", "--constant", "-7"),
            SOBEL,
            {"border": "constant", "constant": -7.0},
        ),
        (("-k", "sobel-x", "--channels", "luminance"), SOBEL, {"channels": "luminance"}),
        (("-k", "sobel-x", "--channels", "green"), SOBEL, {"channels": "green"}),
        (
            ("-k", "gaussian:sigma=2,size=9"),
            build(recipe_for("gaussian", size=9, sigma=2.0)),
            {},
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_options_do_what_they_say(
    tmp_path: Path,
    kernelview: CommandLine,
    photo: Path,
    words: tuple[str, ...],
    kernel: Kernel,
    pipeline: Mapping[str, Any],
) -> None:
    done = kernelview("apply", photo, *words, "-o", tmp_path / "out.png")
    assert (done.code, done.err) == (0, "")
    expected = rendered(noise("rgb"), one_kernel(kernel, **pipeline))
    np.testing.assert_array_equal(read(tmp_path / "out.png"), expected)


def test_magnitude_takes_two_kernels(tmp_path: Path, kernelview: CommandLine, photo: Path) -> None:
    words = ("--magnitude", "-1,0,1;-2,0,2;-1,0,1", "sobel-y")
    assert kernelview("apply", photo, *words, "-o", tmp_path / "out.png").code == 0
    expected = rendered(noise("rgb"), Pipeline((Magnitude(SOBEL, preset("sobel-y")),)))
    np.testing.assert_array_equal(read(tmp_path / "out.png"), expected)


def test_a_kernel_file_keeps_its_divisor_and_offset(
    tmp_path: Path, kernelview: CommandLine, photo: Path
) -> None:
    kernel = Kernel([[1, 2, 1]], divisor=4, offset=5, anchor=(0, 0), name="mine")
    save_kernel(kernel, tmp_path / "mine.json")
    kernelview("apply", photo, "-k", tmp_path / "mine.json", "-o", tmp_path / "out.png")
    np.testing.assert_array_equal(
        read(tmp_path / "out.png"), rendered(noise("rgb"), one_kernel(kernel))
    )


def test_the_path_that_was_written_is_printed(
    tmp_path: Path, kernelview: CommandLine, photo: Path
) -> None:
    done = kernelview("apply", photo, "-k", "sobel-x", "-o", tmp_path / "out.png")
    assert done.out == f"{tmp_path / 'out.png'}\n"


def test_quiet_prints_only_what_went_wrong(
    tmp_path: Path, kernelview: CommandLine, photo: Path
) -> None:
    deep = write_noise(tmp_path / "deep.png", "rgb", np.uint16)
    words = ("-q", "-k", "sobel-x", "--format", "jpg", "-o", tmp_path / "out")
    done = kernelview("apply", photo, deep, tmp_path / "missing.png", *words)
    assert done.out == ""
    assert len(done.err.splitlines()) == 1
    assert "missing.png" in done.err


def test_several_pictures_go_into_a_folder_that_is_made(
    tmp_path: Path, kernelview: CommandLine
) -> None:
    sources = [write_noise(tmp_path / f"{n}.png", seed=n) for n in range(3)]
    out = tmp_path / "new" / "out"
    done = kernelview("apply", *sources, "-k", "sobel-x", "-o", out)
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines() == [str(out / f"{n}.png") for n in range(3)]
    for seed in range(3):
        expected = rendered(noise(seed=seed), one_kernel(SOBEL))
        np.testing.assert_array_equal(read(out / f"{seed}.png"), expected)


@pytest.mark.parametrize("make", [True, False])
def test_one_picture_goes_into_a_folder_that_exists_or_ends_with_a_slash(
    tmp_path: Path, kernelview: CommandLine, photo: Path, *, make: bool
) -> None:
    if make:
        (tmp_path / "out").mkdir()
    target = str(tmp_path / "out") + ("" if make else "/")
    assert kernelview("apply", photo, "-k", "sobel-x", "-o", target).code == 0
    assert (tmp_path / "out" / "photo.png").is_file()


def test_one_bad_file_is_reported_and_the_others_are_done(
    tmp_path: Path, kernelview: CommandLine, photo: Path
) -> None:
    (tmp_path / "bad.png").write_bytes(b"no picture")
    sources = (tmp_path / "bad.png", photo, tmp_path / "missing.png")
    done = kernelview("apply", *sources, "-k", "sobel-x", "-o", tmp_path / "out")
    assert done.code == 1
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["photo.png"]
    first, second = done.err.splitlines()
    assert first.startswith(f"kernelview: {tmp_path / 'bad.png'}: it is not a PNG")
    assert second == f"kernelview: {tmp_path / 'missing.png'}: there is no such file or folder"


def test_format_chooses_the_kind_of_file(
    tmp_path: Path, kernelview: CommandLine, photo: Path
) -> None:
    kernelview("apply", photo, "-k", "sobel-x", "--format", "TIF", "-o", f"{tmp_path}/out/")
    assert (tmp_path / "out" / "photo.tif").read_bytes()[:2] in (b"II", b"MM")


def test_what_the_file_could_not_hold_is_said(tmp_path: Path, kernelview: CommandLine) -> None:
    deep = write_noise(tmp_path / "deep.png", "rgb", np.uint16)
    done = kernelview("apply", deep, "-k", "sobel-x", "-o", tmp_path / "out.jpg")
    assert done.code == 0
    assert done.err == f"{deep}: note: 16-bit made 8-bit: JPEG holds no more\n"


def test_quality_reaches_the_file(tmp_path: Path, kernelview: CommandLine, photo: Path) -> None:
    for quality in (10, 90):
        out = tmp_path / f"{quality}.jpg"
        kernelview("apply", photo, "-k", "identity", "--quality", quality, "-o", out)
    assert (tmp_path / "10.jpg").stat().st_size < (tmp_path / "90.jpg").stat().st_size


def test_the_picture_itself_is_replaced_only_with_overwrite(
    kernelview: CommandLine, photo: Path
) -> None:
    before = photo.read_bytes()
    refused = kernelview("apply", photo, "-k", "sobel-x", "-o", photo)
    assert refused.code == 2
    assert "--overwrite" in refused.err
    assert photo.read_bytes() == before
    assert kernelview("apply", photo, "-k", "sobel-x", "--overwrite", "-o", photo).code == 0
    np.testing.assert_array_equal(read(photo), rendered(noise("rgb"), one_kernel(SOBEL)))


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("-k", "sobelx"), "did you mean sobel-x"),
        (("-k", "1 2; 3"), "row 2"),
        (("-k", "gaussian:sigma=-1"), "0.3 to 16"),
        ((), "one of the arguments -k/--kernel --magnitude is required"),
        (("-k", "sobel-x", "--magnitude", "sobel-x", "sobel-y"), "not allowed with"),
        (("--magnitude", "sobel-x"), "expected 2 arguments"),
        (("-k", "sobel-x", "--border", "mirror"), "invalid choice: 'mirror'"),
        (("-k", "sobel-x", "--show", "loud"), "invalid choice: 'loud'"),
        (("-k", "sobel-x", "--divisor", "0"), "can't be 0"),
        (("-k", "sobel-x", "--divisor", "two"), "--divisor"),
        (("-k", "sobel-x", "--offset", "nan"), "--offset"),
        (("-k", "sobel-x", "--quality", "0"), "from 1 to 100"),
        (("-k", "sobel-x", "--quality", "²"), "from 1 to 100"),
        (("-k", "sobel-x", "--format", "gif"), "not 'gif'"),
        (("-k", "sobel-x", "--bord", "edge"), "unrecognized"),
        (("-k", "--border", "edge"), "expected one argument"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_wrong_usage_is_2_and_writes_nothing(
    tmp_path: Path, kernelview: CommandLine, photo: Path, words: tuple[str, ...], reason: str
) -> None:
    done = kernelview("apply", photo, *words, "-o", tmp_path / "out.png")
    assert done.code == 2
    assert reason in done.err
    assert done.out == ""
    assert not (tmp_path / "out.png").exists()


def test_output_is_required(kernelview: CommandLine, photo: Path) -> None:
    done = kernelview("apply", photo, "-k", "sobel-x")
    assert done.code == 2
    assert "-o/--output" in done.err


def test_a_kernel_file_at_fault_is_1_and_names_the_file(
    tmp_path: Path, kernelview: CommandLine, photo: Path
) -> None:
    (tmp_path / "mine.txt").write_text("1 2\n3")
    done = kernelview("apply", photo, "-k", tmp_path / "mine.txt", "-o", tmp_path / "out.png")
    assert done.code == 1
    assert len(done.err.splitlines()) == 1
    assert f"{tmp_path / 'mine.txt'}: " in done.err


@pytest.mark.parametrize("name", ["out.xyz", "out.gif", "out"])
def test_a_format_that_is_not_written_is_1_and_names_the_file(
    tmp_path: Path, kernelview: CommandLine, photo: Path, name: str
) -> None:
    done = kernelview("apply", photo, "-k", "sobel-x", "-o", tmp_path / name)
    assert done.code == 1
    assert f"{tmp_path / name}: pictures are not written" in done.err


def test_two_pictures_with_one_name_are_refused_before_anything_is_written(
    tmp_path: Path, kernelview: CommandLine, photo: Path
) -> None:
    (tmp_path / "other").mkdir()
    twin = write_noise(tmp_path / "other" / "photo.png")
    done = kernelview("apply", photo, twin, "-k", "sobel-x", "-o", tmp_path / "out")
    assert done.code == 2
    assert "would both be written" in done.err
    assert not (tmp_path / "out").exists()
