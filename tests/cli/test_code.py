"""`kernelview kernels show KERNEL --code TARGET`."""

from pathlib import Path

import pytest

from kernelview.kernels import preset
from kernelview.kernels.code import TARGETS, code_for
from tests.cli.command import CommandLine

SOBEL = preset("sobel-x")


@pytest.mark.parametrize("target_id", [entry.id for entry in TARGETS])
def test_the_code_is_printed(kernelview: CommandLine, target_id: str) -> None:
    words = ("--code", target_id, "--border", "edge")
    done = kernelview("kernels", "show", "sobel-x", *words)
    assert (done.code, done.err) == (0, "")
    assert done.out == code_for(SOBEL, target_id, border="edge")


def test_how_the_kernel_is_applied_is_written(kernelview: CommandLine) -> None:
    words = ("--border", "constant", "--constant", "7", "--convolve")
    done = kernelview("kernels", "show", "1 2; 3 4", "--code", "numpy", *words)
    assert "[[4, 3]," in done.out
    assert 'mode="constant", constant_values=7' in done.out


def test_the_code_is_written_to_a_file(kernelview: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "sobel.py"
    done = kernelview("kernels", "show", "sobel-x", "--code", "scipy", "-o", path)
    assert (done.code, done.out) == (0, f"{path}\n")
    assert path.read_text(encoding="utf-8") == code_for(SOBEL, "scipy")


def test_a_refusal_is_told(kernelview: CommandLine) -> None:
    done = kernelview("kernels", "show", "sobel-x", "--code", "svg")
    assert done.code != 0
    assert done.out == ""
    assert "SVG has no border “reflect”" in done.err


def test_a_file_that_cannot_be_written_is_told(kernelview: CommandLine, tmp_path: Path) -> None:
    folder = tmp_path / "taken.py"
    folder.mkdir()
    done = kernelview("kernels", "show", "sobel-x", "--code", "scipy", "-o", folder)
    assert done.code != 0
    assert "it is a folder, not a file" in done.err


@pytest.mark.parametrize("words", [("--code", "svg"), ("list", "--code", "svg")])
def test_code_is_of_one_kernel(kernelview: CommandLine, words: tuple[str, ...]) -> None:
    done = kernelview("kernels", *words)
    assert done.code != 0
    assert "kernelview kernels show sobel-x --code svg" in done.err
