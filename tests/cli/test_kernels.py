"""`kernelview kernels`: the list, one kernel, and both as JSON."""

import json
from pathlib import Path

import numpy as np
import pytest

from kernelview.cli.kernel_words import list_lines, matrix_lines
from kernelview.files.kernels import kernel_from_json
from kernelview.kernels import (
    PRESET_GROUPS,
    Kernel,
    families,
    family_names,
    preset,
    preset_entry,
    preset_names,
    presets,
)
from tests.cli.command import CommandLine

LONGEST_LINE = 100


def test_the_list_has_every_group_preset_and_family_once(kernelview: CommandLine) -> None:
    lines = kernelview("kernels").out.splitlines()
    names = [line.split()[0] for line in lines if line.startswith("  ")]
    assert names == [*preset_names(), *family_names()]
    assert [line for line in lines if line in PRESET_GROUPS] == list(PRESET_GROUPS)


def test_list_is_what_kernels_does_alone(kernelview: CommandLine) -> None:
    assert kernelview("kernels", "list").out == kernelview("kernels").out


@pytest.mark.parametrize("width", [20, 80])
def test_the_list_is_cut_to_the_width_of_a_terminal(width: int) -> None:
    lines = list_lines(presets(), families(), width=width)
    assert max(len(line) for line in lines if line.startswith("  ")) == width


@pytest.mark.parametrize("name", [*preset_names(), *family_names()])
def test_every_kernel_can_be_shown(kernelview: CommandLine, name: str) -> None:
    done = kernelview("kernels", "show", name)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"{name}: ")
    assert "Source: " in done.out
    assert max(len(line) for line in done.out.splitlines()) <= 2 * 99 + 2


def test_show_gives_matrix_facts_help_and_source(kernelview: CommandLine) -> None:
    out = kernelview("kernels", "show", "sobel-x").out
    assert "\n  -1  0  1\n  -2  0  2\n  -1  0  1\n" in out
    assert "divisor 1, offset 0, anchor row 2, column 2" in out
    assert "rank 1" in out
    assert "down [1 2 1] times across [-1 0 1]" in out
    assert "edge 100%" in out
    assert preset_entry("sobel-x").help.split(".")[0] in " ".join(out.split())


def test_a_family_shows_its_settings_and_the_kernel_they_make(kernelview: CommandLine) -> None:
    out = kernelview("kernels", "show", "gaussian:sigma=0.5,size=3").out
    assert "sigma=1" in out
    assert "0.3 to 16 px" in out
    assert "3×3, divisor" in out


def test_a_matrix_can_be_shown(kernelview: CommandLine) -> None:
    out = kernelview("kernels", "show", "1/2 1/2").out
    assert "0.5  0.5" in out
    assert "sum 1, gain 1, rank 1" in out


def test_a_kernel_file_can_be_shown(kernelview: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("1,2\n3,4\n")
    assert "rank 2" in kernelview("kernels", "show", tmp_path / "mine.csv").out


def test_a_matrix_too_wide_for_numbers_is_sketched() -> None:
    weights = np.zeros((1, 60))
    weights[0, :4] = (1.23456, -1.23456, 0.2, -0.2)
    first, *others = matrix_lines(weights)
    assert first == "  # = + - " + " ".join("." * 56)
    assert "largest weight 1.23456" in others[-1]


def test_the_columns_of_a_matrix_line_up() -> None:
    assert matrix_lines(np.array([[1, -20], [0.25, 3]])) == ["     1  -20", "  0.25    3"]


def test_the_list_as_json_has_every_kernel_exactly(kernelview: CommandLine) -> None:
    listed = json.loads(kernelview("kernels", "--json").out)
    assert [entry["name"] for entry in listed["families"]] == list(family_names())
    found = {entry["name"]: kernel_from_json(entry["kernel"]) for entry in listed["presets"]}
    assert found == {name: preset(name) for name in preset_names()}


@pytest.mark.parametrize("words", [("show", "sobel-x", "--json"), ("--json", "show", "sobel-x")])
def test_one_kernel_as_json(kernelview: CommandLine, words: tuple[str, ...]) -> None:
    shown = json.loads(kernelview("kernels", *words).out)
    assert kernel_from_json(shown["kernel"]) == preset("sobel-x")
    assert shown["facts"]["rank"] == 1
    assert shown["facts"]["frei_chen"]["edge"] == pytest.approx(1)
    assert shown["group"] == "Edges"


def test_a_family_as_json_has_bounds_and_the_kernel(kernelview: CommandLine) -> None:
    shown = json.loads(kernelview("kernels", "show", "gaussian:size=5", "--json").out)
    assert shown["parameters"][0]["name"] == "sigma"
    assert kernel_from_json(shown["kernel"]).shape == (5, 5)


def test_a_matrix_as_json(kernelview: CommandLine) -> None:
    shown = json.loads(kernelview("kernels", "show", "1 2; 3 4", "--json").out)
    assert kernel_from_json(shown["kernel"]) == Kernel([[1, 2], [3, 4]])
    assert shown["facts"]["separable"] is None


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("show",), "show what?"),
        (("list", "sobel-x"), "kernels show sobel-x"),
        (("show", "sobelx"), "did you mean sobel-x"),
        (("show", "1 2; 3"), "row 2"),
        (("display",), "invalid choice"),
    ],
)
def test_wrong_usage_is_2(kernelview: CommandLine, words: tuple[str, ...], reason: str) -> None:
    done = kernelview("kernels", *words)
    assert done.code == 2
    assert reason in done.err
    assert done.out == ""
