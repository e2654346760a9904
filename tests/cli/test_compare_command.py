"""`kernelview compare`: a network in, a report of its kernels out."""

import csv
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from kernelview.cli import main
from kernelview.cli.arguments import parse
from kernelview.cli.compare_command import KINDS, MATCHED, SMALL_BANKS, command_text
from kernelview.files.images import save_image
from kernelview.files.mine import save_mine
from kernelview.kernels import Kernel
from kernelview.learn.experiments import RECORD_KINDS, known_banks
from kernelview.usecases.compare_banks import BANK_CHOICES
from tests.architecture.test_imports import HEAVY_MODULES, WINDOW_MODULES, among, loaded_after
from tests.cli.command import CommandLine, headless_environment
from tests.usecases.cluster import cluster
from tests.usecases.report.samples import Page

# Eight pixels a side, a hundred pictures: a training takes no time.
SMALL = ("--data", "digits-8x8", "--limit", "100", "--epochs", "1", "--bank", "presets")


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("model") / "digits.safetensors"
    words = ("train", "-q", "-d", "digits-8x8", "--limit", "100", "--epochs", "1")
    assert main([*words, "-n", "few-large-kernels", "--out", str(path)]) == 0
    return path


def table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"report-{name}.csv").open(encoding="utf-8", newline="") as file:
        return [*csv.DictReader(file)]


def words_of(folder: Path) -> str:
    return Page((folder / "report.html").read_text("utf-8")).words


def test_a_network_is_trained_where_none_is_named(kernelview: CommandLine, tmp_path: Path) -> None:
    done = kernelview("compare", *SMALL, "--out", tmp_path / "report")
    assert done.code == 0, done.err
    lines = done.out.splitlines()
    assert "64 learned kernels" in lines[0]
    assert lines[-1] == str(tmp_path / "report" / "report.html")
    assert len(table(tmp_path / "report", "pairs")) == 64


def test_the_best_pairs_are_printed_as_the_table_has_them(
    kernelview: CommandLine, tmp_path: Path
) -> None:
    done = kernelview("compare", *SMALL, "--out", tmp_path)
    best = table(tmp_path, "pairs")[0]
    (line,) = (line for line in done.out.splitlines() if line.startswith(f"  {best['address']} "))
    assert f"{float(best['score']):.3f}" in line


def test_a_kept_network_is_compared(kernelview: CommandLine, tmp_path: Path, model: Path) -> None:
    assert kernelview("compare", "--model", model, "-b", "presets", "-o", tmp_path).code == 0
    rows = table(tmp_path, "pairs")
    assert {row["address"] for row in rows} == {f"conv1/{unit}" for unit in range(16)}
    assert f"--model {shlex.quote(str(model))}" in words_of(tmp_path)


def test_all_experiments_are_told_of_each_once(
    kernelview: CommandLine, tmp_path: Path, model: Path
) -> None:
    kinds = [word for kind in (*KINDS, "frozen") for word in ("--experiment", kind)]
    words = ("--model", model, "--seeds", "2", "--epochs", "1", "--bank", "edges", *kinds)
    done = kernelview("compare", *words, "--out", tmp_path)
    assert done.code == 0, done.err
    for label in ("Frozen banks", "Data hunger", "Ablation", "Recover a kernel"):
        assert done.out.splitlines().count(label) == 1
        assert label in words_of(tmp_path)
    assert {row["seed"] for row in table(tmp_path, "frozen-trials")} == {"0", "1"}
    assert len(table(tmp_path, "ablation")) == 2 * 16 + 1
    assert len(table(tmp_path, "recover-recovered")) >= 5
    assert (tmp_path / "report-hunger.svg").is_file()
    assert not (tmp_path / "report-frozen-2.svg").exists()


def test_the_same_seed_gives_the_same_tables(
    kernelview: CommandLine, tmp_path: Path, model: Path
) -> None:
    for name in ("first", "second"):
        words = ("-m", model, "-b", "presets", "-e", "ablation", "-e", "recover")
        assert kernelview("compare", *words, "-o", tmp_path / name).code == 0
    first = {path.name: path.read_bytes() for path in (tmp_path / "first").glob("*.csv")}
    second = {path.name: path.read_bytes() for path in (tmp_path / "second").glob("*.csv")}
    assert first == second
    assert len(first) == 7


def test_the_command_told_does_the_same_again(tmp_path: Path, kernelview: CommandLine) -> None:
    again = tmp_path / "again"
    assert (
        kernelview("compare", *SMALL, "--shift", "1", "--constant", "-o", tmp_path / "a").code == 0
    )
    (line,) = (
        part for part in words_of(tmp_path / "a").split("\n") if "kernelview compare" in part
    )
    words = shlex.split(line.strip())[1:-1]
    assert kernelview(*words, again).code == 0
    assert table(again, "pairs") == table(tmp_path / "a", "pairs")


def test_every_option_comes_back_in_the_command() -> None:
    words = (
        "compare --model a.safetensors --network few-large-kernels --data shapes --limit 5 "
        "--epochs 2 --seed 3 --bank laws --layer conv2 --no-turns --no-mirrors --shift 1 "
        "--constant --picture 'a b.png' --experiment recover --experiment frozen --seeds 2 "
        "--out 'c d'"
    )
    arguments, _ = parse(shlex.split(words), version="1")
    assert command_text(arguments) == f"kernelview {words}"


def test_without_turns_and_mirrors_nothing_is_moved(
    kernelview: CommandLine, tmp_path: Path, model: Path
) -> None:
    words = ("-m", model, "-b", "presets", "--no-turns", "--no-mirrors", "-o", tmp_path)
    assert kernelview("compare", *words).code == 0
    rows = table(tmp_path, "pairs")
    assert {(row["quarter_turns"], row["mirrored"], row["down"]) for row in rows} == {
        ("0", "0", "0")
    }


def test_a_small_bank_is_matched_with(kernelview: CommandLine, tmp_path: Path, model: Path) -> None:
    assert kernelview("compare", "-m", model, "--bank", "laws", "-o", tmp_path).code == 0
    assert all("laws" in row["hand_made"].lower() for row in table(tmp_path, "pairs"))
    assert "the bank laws" in words_of(tmp_path)


def test_a_picture_of_ones_own_is_used(
    kernelview: CommandLine, tmp_path: Path, model: Path
) -> None:
    picture = tmp_path / "odd <b>.png"
    save_image(np.zeros((20, 30, 3), np.uint8), picture)
    words = ("-m", model, "-b", "presets", "--picture", picture, "-o", tmp_path / "report")
    assert kernelview("compare", *words).code == 0
    assert "odd <b>.png, 30×20" in words_of(tmp_path / "report")


def test_kernels_of_ones_own_are_those_of_the_window(
    kernelview: CommandLine, tmp_path: Path, model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mine.json"
    monkeypatch.setattr("kernelview.files.mine.mine_path", lambda: path)
    words = ("compare", "-m", model, "-b", "mine", "-o", tmp_path / "report")
    nothing = kernelview(*words)
    assert (nothing.code, nothing.out) == (2, "")
    assert "no kernel of your own" in nothing.err
    save_mine([Kernel(np.arange(9.0).reshape(3, 3), name="ramp")], path)
    assert kernelview(*words).code == 0
    assert {row["hand_made"] for row in table(tmp_path / "report", "pairs")} == {"ramp"}


def test_quiet_prints_nothing(kernelview: CommandLine, tmp_path: Path, model: Path) -> None:
    done = kernelview("compare", "-q", "-m", model, "-b", "presets", "-o", tmp_path)
    assert (done.code, done.out, done.err) == (0, "", "")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("--model", "a", "--train", "--out", "x"), "not allowed with"),
        (("--train",), "--out"),
        (("--bank", "nobody", "--out", "x"), "invalid choice"),
        (("--experiment", "nothing", "--out", "x"), "invalid choice"),
        (("--shift", "9", "--out", "x"), "0 to 3"),
        (("--seeds", "0", "--experiment", "frozen", "--limit", "60", "--out", "x"), "seed"),
        (("--scheduler", "127.0.0.1:1", "--out", "x"), "--experiment frozen"),
        (("--data", "nothing", "--out", "x"), "no data is called"),
        (("--network", "course-dense", "--limit", "60", "--out", "x"), "no convolutional layer"),
        (("--network", "nothing", "--out", "x"), "nothing"),
        (("--layer", "conv9", "--limit", "60", "--out", "x"), "conv9"),
    ],
)
def test_wrong_usage_is_refused(
    kernelview: CommandLine,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    reason: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    done = kernelview("compare", *words)
    assert done.code == 2
    assert reason in done.err
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("option", ["--model", "--picture"])
def test_a_file_that_is_not_there_is_named(
    kernelview: CommandLine, tmp_path: Path, option: str
) -> None:
    done = kernelview("compare", option, tmp_path / "none.xyz", *SMALL, "-o", tmp_path / "report")
    assert done.code == 1
    assert "none.xyz" in done.err
    assert not (tmp_path / "report").exists()


def test_a_page_of_somebody_else_is_refused_before_the_work(
    kernelview: CommandLine, tmp_path: Path
) -> None:
    (tmp_path / "report.html").write_text("mine")
    done = kernelview("compare", *SMALL, "--out", tmp_path)
    assert done.code == 2
    assert "not a report" in done.err
    assert (tmp_path / "report.html").read_text() == "mine"


def test_nobody_at_the_scheduler_is_said_clearly(
    kernelview: CommandLine, tmp_path: Path, model: Path
) -> None:
    words = ("-m", model, "-b", "presets", "-e", "frozen", "--scheduler", "127.0.0.1:9")
    done = kernelview("compare", *words, "--out", tmp_path / "report")
    assert done.code == 2
    assert "no Dask scheduler answers" in done.err


def test_without_dask_it_is_said_what_to_install(
    kernelview: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    words = (*SMALL, "-e", "frozen", "--scheduler", "127.0.0.1:9")
    done = kernelview("compare", *words, "--out", tmp_path / "report")
    assert done.code == 2
    assert "pip install 'kernelview[cluster]'" in done.err


def test_a_cluster_gives_the_same_table(
    kernelview: CommandLine, tmp_path: Path, model: Path
) -> None:
    words = ("-m", model, "-b", "edges", "-e", "frozen", "--seeds", "2", "--epochs", "1")
    assert kernelview("compare", *words, "-o", tmp_path / "here").code == 0
    with cluster(tmp_path, workers=1) as machines:
        sent = ("--scheduler", machines.address, "-o", tmp_path / "there")
        assert kernelview("compare", *words, *sent).code == 0
    for name in ("frozen-trials", "frozen-banks", "frozen-comparisons"):
        assert table(tmp_path / "there", name) == table(tmp_path / "here", name)


def test_an_interrupted_comparison_is_reported_as_far_as_it_came(
    tmp_path: Path, model: Path
) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "kernelview", "compare", "--model", str(model), "-b", "presets",
         "-e", "recover", "-e", "frozen", "--epochs", "5000", "--out", "report"],
        cwd=tmp_path, env=headless_environment(),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith("Recover a kernel"):
            break
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert "the report tells of what was done" in err
    assert "Traceback" not in err
    words = words_of(tmp_path / "report")
    assert "Recover a kernel" in words
    assert "Frozen banks" not in words


def test_the_help_names_what_there_is(kernelview: CommandLine) -> None:
    assert MATCHED == BANK_CHOICES
    assert tuple(bank.name for bank in known_banks()) == SMALL_BANKS
    assert sorted(KINDS) == sorted(RECORD_KINDS)
    text = kernelview("compare", "--help").out
    for word in (*MATCHED, *SMALL_BANKS, *KINDS, "--scheduler", "--seeds"):
        assert word in text


def test_the_help_is_quick() -> None:
    loaded = loaded_after(
        "from kernelview.cli import main\nassert main(['compare', '--help']) == 0"
    )
    assert among(loaded, (*WINDOW_MODULES, *HEAVY_MODULES)) == set()


def test_comparing_loads_no_window(tmp_path: Path, model: Path) -> None:
    words = ["compare", "-q", "-m", str(model), "-b", "presets", "-o", str(tmp_path)]
    loaded = loaded_after(f"from kernelview.cli import main\nassert main({words!r}) == 0")
    assert among(loaded, (*WINDOW_MODULES, "matplotlib")) == set()
