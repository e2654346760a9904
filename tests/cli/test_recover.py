"""`kernelview recover`: two pictures in, the kernel between them out."""

from pathlib import Path

import numpy as np
import pytest

from kernelview.cli import main
from kernelview.cli.recovery_lines import is_shown
from kernelview.files.images import load_image, save_image
from kernelview.files.kernels import load_kernel
from kernelview.kernels import preset
from tests.architecture.test_imports import WINDOW_MODULES, among, loaded_after
from tests.cli.command import ROOT, CommandLine

COINS = ROOT / "assets" / "pictures" / "coins.png"


@pytest.fixture
def soft(tmp_path: Path) -> Path:
    path = tmp_path / "soft.png"
    assert main(["apply", "-q", str(COINS), "-k", "gaussian-5", "-o", str(path)]) == 0
    return path


def test_the_kernel_is_printed_and_kept(
    kernelview: CommandLine, soft: Path, tmp_path: Path
) -> None:
    target = tmp_path / "kernel.json"
    done = kernelview("recover", COINS, soft, "--size", "5", "-o", target, "--truth", "gaussian-5")
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0] == "Kernel 5×5, by rounding bounds"
    assert any(line.startswith("The kernel is well determined") for line in lines)
    assert any(line.startswith("from the truth: 0.0") for line in lines)
    assert lines[-1] == str(target)
    kernel = load_kernel(target)
    np.testing.assert_allclose(kernel.weights, preset("gaussian-5").effective_weights, atol=1e-4)


@pytest.mark.parametrize("suffix", [".txt", ".csv", ".npy"])
def test_a_bare_matrix_is_kept_where_there_is_no_offset(
    kernelview: CommandLine, soft: Path, tmp_path: Path, suffix: str
) -> None:
    target = tmp_path / f"kernel{suffix}"
    assert kernelview("recover", COINS, soft, "-o", target).code == 0
    assert load_kernel(target).shape == (5, 5)


def test_an_offset_is_not_lost_in_a_bare_matrix(kernelview: CommandLine, tmp_path: Path) -> None:
    after, target = tmp_path / "after.png", tmp_path / "kernel.csv"
    words = ("apply", COINS, "-k", "sobel-x", "--show", "signed", "-o", after)
    assert kernelview(*words).code == 0
    done = kernelview("recover", COINS, after, "--size", "3", "-o", target)
    assert done.code == 1
    assert "would lose the offset 127" in done.err
    assert not target.exists()


def test_the_kernel_makes_the_same_picture_again(
    kernelview: CommandLine, soft: Path, tmp_path: Path
) -> None:
    target, again = tmp_path / "kernel.json", tmp_path / "again.png"
    assert kernelview("recover", "-q", COINS, soft, "-o", target).code == 0
    assert kernelview("apply", COINS, "-k", target, "-o", again).code == 0
    first, second = (load_image(path).pixels.astype(int) for path in (soft, again))
    assert np.abs(first - second).max() <= 1
    assert np.mean(first != second) < 0.01


def test_a_descent_is_shown_step_by_step(kernelview: CommandLine, soft: Path) -> None:
    done = kernelview("recover", COINS, soft, "--steps", "300", "--truth", "gaussian-5")
    assert done.code == 0
    steps = [line for line in done.out.splitlines() if line.startswith("step ")]
    numbers = [int(line.split()[1].rstrip(":")) for line in steps]
    assert numbers == [0, 1, 2, 5, 10, 20, 50, 100, 200, 300]
    assert all("from the truth" in line for line in steps)
    left = [float(line.split()[3].rstrip(",")) for line in steps]
    assert left[0] > 10 * left[-1]
    assert "by descent" in done.out


def test_which_steps_are_shown() -> None:
    assert [step for step in range(1001) if is_shown(step, 730)] == [
        0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 730, 1000,
    ]  # fmt: skip


def test_the_same_seed_gives_the_same_descent(kernelview: CommandLine, soft: Path) -> None:
    words = ("recover", COINS, soft, "--steps", "20")
    outs = [kernelview(*words, "--seed", seed).out for seed in (1, 1, 2)]
    assert outs[0] == outs[1]
    assert outs[0] != outs[2]


def test_a_rectangle_can_be_asked_for(kernelview: CommandLine, soft: Path) -> None:
    assert "Kernel 5×7, by" in kernelview("recover", COINS, soft, "--size", "5x7").out


def test_quiet_prints_nothing(kernelview: CommandLine, soft: Path, tmp_path: Path) -> None:
    done = kernelview("recover", "-q", COINS, soft, "--steps", "300", "-o", tmp_path / "k.json")
    assert (done.code, done.out, done.err) == (0, "", "")


def test_a_result_that_is_not_linear_is_1_and_says_so(
    kernelview: CommandLine, tmp_path: Path
) -> None:
    after, target = tmp_path / "edges.png", tmp_path / "kernel.json"
    words = ("apply", COINS, "-k", "sobel-x", "--show", "absolute", "-o", after)
    assert kernelview(*words).code == 0
    done = kernelview("recover", COINS, after, "-o", target)
    assert done.code == 1
    assert len(done.err.splitlines()) == 1
    assert f"kernelview: {after}: The result is not a linear filter" in done.err
    assert target.exists()


def test_pictures_that_tell_nothing_are_1_and_named(
    kernelview: CommandLine, soft: Path, tmp_path: Path
) -> None:
    flat, small = tmp_path / "flat.png", tmp_path / "small.png"
    save_image(np.full((303, 384), 9, np.uint8), flat)
    save_image(np.zeros((30, 30), np.uint8), small)
    for words, reason in (
        ((flat, soft), "the picture is flat"),
        ((COINS, small), "differ: 384×303 pixels, 1 channel and 30×30 pixels"),
        ((COINS, flat.with_name("none.png")), "none.png"),
    ):
        done = kernelview("recover", *words)
        assert (done.code, done.out) == (1, "")
        assert len(done.err.splitlines()) == 1
        assert reason in done.err
        assert words[1].name in done.err


def test_what_was_lost_on_the_way_is_noted(kernelview: CommandLine, tmp_path: Path) -> None:
    after = tmp_path / "soft.jpg"
    assert kernelview("apply", COINS, "-k", "gaussian-5", "-o", after).code == 0
    assert "note: soft.jpg is packed with losses" in kernelview("recover", COINS, after).err


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("--size", "99"), "1 to 31 rows"),
        (("--size", "0"), "1 to 31 rows"),
        (("--size", "big"), "as in 5 or 3x7"),
        (("--steps", "0"), "from 1 up"),
        (("--steps", "2", "--learning-rate", "0"), "above 0"),
        (("--steps", "2", "--momentum", "1"), "below 1"),
        (("--ridge", "-1"), "from 0 up"),
        (("--truth", "sobelx"), "did you mean sobel-x"),
        (("-o", "kernel.png"), ".json .txt .csv .npy"),
        (("-o", "none/kernel.json"), "no such folder"),
        (("--steps", "many"), "whole number"),
    ],
)
def test_wrong_usage_is_2(
    kernelview: CommandLine, soft: Path, words: tuple[str, ...], reason: str
) -> None:
    done = kernelview("recover", COINS, soft, *words)
    assert (done.code, done.out) == (2, "")
    assert reason in done.err


def test_a_step_too_large_is_1_and_says_so(kernelview: CommandLine, soft: Path) -> None:
    done = kernelview("recover", "-q", COINS, soft, "--steps", "900", "--learning-rate", "9")
    assert done.code == 1
    assert "take a smaller learning rate" in done.err


def test_the_help_of_recover_loads_no_numbers() -> None:
    loaded = loaded_after(
        "from kernelview.cli import main\nassert main(['recover', '--help']) == 0"
    )
    assert among(loaded, (*WINDOW_MODULES, "cv2", "scipy", "PIL", "numpy")) == set()


def test_recovering_loads_no_window(soft: Path) -> None:
    words = ["recover", "-q", str(COINS), str(soft)]
    loaded = loaded_after(f"from kernelview.cli import main\nassert main({words!r}) == 0")
    assert among(loaded, WINDOW_MODULES) == set()
