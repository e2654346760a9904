"""`kernelview train`, and the learned kernels that other commands take from its file."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from kernelview.cli import main
from kernelview.cli.train_command import stopped_by_interrupt
from kernelview.files.kernels import load_kernel, load_kernels
from kernelview.files.mine import load_mine
from kernelview.files.models import load_run
from kernelview.learn.blueprint import Blueprint, layer
from kernelview.learn.blueprint_json import blueprint_to_json
from kernelview.learn.templates import TEMPLATES
from kernelview.usecases.training_control import TrainingControl
from tests.architecture.test_imports import WINDOW_MODULES, among, loaded_after
from tests.cli.command import ROOT, CommandLine, headless_environment
from tests.files.datasets.building import csv_of, labels, pictures

QUICK = ("--data", "digits-8x8", "--limit", "300", "--epochs", "2")
SMALL = Blueprint(
    "small",
    (
        layer("Conv2D", filters=4, kernel_size=(3, 3), activation="relu"),
        layer("Conv2D", filters=3, kernel_size=(3, 3), activation="relu", use_bias=False),
        layer("Flatten"),
        layer("Dense", units=None, activation="softmax"),
    ),
)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A network of two convolutions, trained for a moment."""
    folder = tmp_path_factory.mktemp("model")
    (folder / "small.json").write_text(json.dumps(blueprint_to_json(SMALL)))
    words = [*QUICK, "--network", folder / "small.json", "--out", folder / "net.safetensors"]
    assert main(["train", "-q", *map(str, words)]) == 0
    return folder / "net.safetensors"


def test_it_prints_each_epoch_the_accuracy_the_matrix_and_the_file(
    kernelview: CommandLine, tmp_path: Path
) -> None:
    target = tmp_path / "digits.safetensors"
    done = kernelview("train", *QUICK, "--out", target)
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0] == (
        "The course's network on Digits 8 × 8: 240 pictures to train on, 60 to test on, "
        "10 classes, 8×8"
    )
    assert lines[1].startswith("epoch 1/2: loss ")
    assert lines[2].startswith("epoch 2/2: loss ")
    assert "test accuracy" in lines[2]
    run = load_run(target)
    assert run.accuracy is not None
    assert f"Test accuracy {run.accuracy:.1%}".replace("%", " %") in done.out
    assert any(line.startswith("Confusion matrix") for line in lines)
    assert len([line for line in lines if line.strip()[:1].isdigit() and "%" in line]) == 10
    assert lines[-1] == str(target)


def test_what_is_kept_says_how_it_was_made(model: Path) -> None:
    run = load_run(model)
    assert run.blueprint == SMALL
    assert (run.data.source, run.data.limit, run.settings.epochs) == ("digits-8x8", 300, 2)
    assert len(run.history["loss"]) == 2
    assert run.confusion is not None
    assert run.confusion.sum() == 60


def test_the_same_seed_gives_the_same_weights_and_another_seed_others(tmp_path: Path) -> None:
    weights = []
    for number, seed in enumerate((4, 4, 5)):
        target = tmp_path / f"{number}.safetensors"
        assert main(["train", "-q", *QUICK, "--seed", str(seed), "--out", str(target)]) == 0
        weights.append(load_run(target).weights)
    assert all(np.array_equal(a, b) for a, b in zip(weights[0], weights[1], strict=True))
    assert not np.array_equal(weights[0][0], weights[2][0])


def test_settings_reach_the_training(kernelview: CommandLine, tmp_path: Path) -> None:
    target = tmp_path / "net.safetensors"
    words = (
        "--data", "shapes", "--limit", "60", "--side", "12", "--colour", "--test-share", "0.5",
        "--shift", "0.1", "--angle", "20", "--noise", "0.05", "--network", "softmax-alone",
        "--epochs", "1", "--batch", "10", "--optimizer", "sgd", "--momentum", "0.9", "--seed", "3",
    )  # fmt: skip
    assert kernelview("train", *words, "--out", target).code == 0
    run = load_run(target)
    assert run.input_shape == (12, 12, 3)
    assert (run.data.test_share, run.data.augmentation.angle) == (0.5, 20)
    assert (run.settings.optimizer, run.settings.learning_rate) == ("sgd", 0.01)
    assert (run.settings.batch_size, run.settings.momentum, run.settings.seed) == (10, 0.9, 3)


def test_a_file_of_ones_own_is_trained_on(kernelview: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text(csv_of(pictures(60, 8), labels(60, 3)))
    words = ("--data", tmp_path / "own.csv", "--network", "softmax-alone", "--epochs", "1")
    done = kernelview("train", *words, "--out", tmp_path / "net.safetensors")
    assert done.code == 0
    assert "own: 48 pictures to train on, 12 to test on, 3 classes, 8×8" in done.out


def test_quiet_prints_nothing(kernelview: CommandLine, tmp_path: Path) -> None:
    done = kernelview("train", "-q", *QUICK, "--out", tmp_path / "net.safetensors")
    assert (done.code, done.out, done.err) == (0, "", "")


@pytest.mark.parametrize(
    ("words", "code", "reason"),
    [
        (("--out", "net.h5"), 2, "a .safetensors file"),
        (("--out", "none/net.safetensors"), 2, "no such folder"),
        (("--data", "mnst"), 2, "there are mnist-5k, digits-8x8, shapes"),
        (("--data", "none.csv"), 1, "none.csv: there is no such file"),
        (("--network", "vgg"), 2, TEMPLATES[0].id),
        (("--network", "none.json"), 1, "none.json: there is no such file"),
        (("--epochs", "0"), 2, "epochs is a whole number from 1"),
        (("--epochs", "-1"), 2, "whole number"),
        (("--batch", "x"), 2, "whole number, not 'x'"),
        (("--limit", "1"), 2, "number of pictures"),
        (("--angle", "999"), 2, "angle of the augmentation is from 0 to 180"),
        (("--learning-rate", "nan"), 2, "learning rate is a number"),
        (("--optimizer", "magic"), 2, "adam"),
    ],
)  # fmt: skip
def test_what_cannot_work_says_so_and_writes_nothing(
    kernelview: CommandLine,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    code: int,
    reason: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    done = kernelview("train", *QUICK, "--out", "net.safetensors", *words)
    assert done.code == code
    assert reason in done.err
    assert "Traceback" not in done.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("not JSON", "no network in JSON"),
        ("[" * 100_000, "no network in JSON"),
        ('{"name": "x"}', "a network is an object"),
        ('{"name": "x", "layers": [{"kind": "Magic", "options": {}}]}', "a layer is one of"),
    ],
)
def test_a_bad_network_file_says_why(
    kernelview: CommandLine, tmp_path: Path, text: str, reason: str
) -> None:
    (tmp_path / "net.json").write_text(text)
    words = (*QUICK, "--network", tmp_path / "net.json", "--out", tmp_path / "net.safetensors")
    done = kernelview("train", *words)
    assert done.code == 1
    assert reason in done.err


def test_a_network_too_deep_for_the_pictures_names_the_layer(
    kernelview: CommandLine, tmp_path: Path
) -> None:
    deep = Blueprint("deep", (*(layer("MaxPooling2D") for _ in range(4)), *SMALL.layers))
    (tmp_path / "deep.json").write_text(json.dumps(blueprint_to_json(deep)))
    words = (*QUICK, "--network", tmp_path / "deep.json", "--out", tmp_path / "net.safetensors")
    done = kernelview("train", *words)
    assert done.code == 2
    assert "pool4" in done.err


def test_files_left_out_are_named(kernelview: CommandLine, tmp_path: Path) -> None:
    photos = tmp_path / "photos"
    for name in ("coins", "camera"):
        (photos / name).mkdir(parents=True)
        for number in range(6):
            data = (ROOT / "assets" / "pictures" / f"{name}.png").read_bytes()
            (photos / name / f"{number}.png").write_bytes(data)
    (photos / "coins" / "broken.jpg").write_bytes(b"no picture")
    words = ("--data", photos, "--network", "softmax-alone", "--epochs", "1")
    done = kernelview("train", *words, "--out", tmp_path / "net.safetensors")
    assert done.code == 0
    assert "left out: coins" in done.err


def test_an_interrupted_training_is_kept(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "kernelview", "train", "--epochs", "500", "--limit", "300",
         "--data", "digits-8x8", "--out", "net.safetensors"],
        cwd=tmp_path, env=headless_environment(),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith("epoch"):
            break
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert "what was learned is kept" in err
    assert "Test accuracy" in out
    run = load_run(tmp_path / "net.safetensors")
    assert 1 <= len(run.history["loss"]) < 500


def test_the_first_interrupt_ends_the_training_and_a_second_one_everything(
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = signal.getsignal(signal.SIGINT)
    control = TrainingControl()
    with stopped_by_interrupt(control):
        signal.raise_signal(signal.SIGINT)
        assert control.is_stopped
        assert "what was learned is kept" in capsys.readouterr().err
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) == before


def test_a_training_that_comes_to_nothing_says_which_layer_went_first(
    kernelview: CommandLine, tmp_path: Path
) -> None:
    target = tmp_path / "net.safetensors"
    linear = [layer("Dense", units=32) for _ in range(4)]
    wild = Blueprint("wild", (layer("Flatten"), *linear, layer("Dense", activation="softmax")))
    (tmp_path / "wild.json").write_text(json.dumps(blueprint_to_json(wild)))
    words = (*QUICK, "--optimizer", "sgd", "--learning-rate", "10")
    done = kernelview("train", *words, "--network", tmp_path / "wild.json", "--out", target)
    assert done.code == 1
    assert "training ended early: " in done.err
    assert all(np.isfinite(values).all() for values in load_run(target).weights)


def test_training_loads_no_window(tmp_path: Path) -> None:
    words = ["train", "-q", *QUICK, "--out", str(tmp_path / "net.safetensors")]
    loaded = loaded_after(f"from kernelview.cli import main\nassert main({words!r}) == 0")
    assert among(loaded, WINDOW_MODULES) == set()
    assert "kernelview.learn.training" in loaded


def test_the_help_of_train_loads_no_numbers() -> None:
    loaded = loaded_after("from kernelview.cli import main\nassert main(['train', '--help']) == 0")
    assert among(loaded, (*WINDOW_MODULES, "cv2", "scipy", "PIL", "numpy")) == set()


def test_the_learned_kernels_are_listed_by_layers(kernelview: CommandLine, model: Path) -> None:
    done = kernelview("kernels", "--from", model)
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0] == "conv1: 4 kernels"
    assert lines[1].split() == ["size", "norm", "sum", "bias"]
    kernel = load_run(model).weights[0][..., 0, 2].astype(np.float64)
    norm, total = np.linalg.norm(kernel), kernel.sum()
    assert lines[4].split()[:4] == ["conv1/2", "3×3", f"{norm:.4f}", f"{total:.4f}"]
    assert "conv2: 3 kernels, each the mean over 4 input channels" in lines
    assert lines[-1].split()[-1] == "0.0000"


def test_a_layer_or_a_single_kernel_is_chosen(kernelview: CommandLine, model: Path) -> None:
    assert len(kernelview("kernels", "--from", model, "--layer", "conv2").out.splitlines()) == 5
    lines = kernelview("kernels", "--from", model, "--layer", "conv2/1/3").out.splitlines()
    assert lines[0] == "conv2: 1 kernel"
    assert lines[2].startswith("  conv2/1/3")


def test_learned_kernels_as_json_are_whole(kernelview: CommandLine, model: Path) -> None:
    entries = json.loads(kernelview("kernels", "--from", model, "--json").out)
    assert [entry["address"] for entry in entries][:5] == [
        "conv1/0", "conv1/1", "conv1/2", "conv1/3", "conv2/0",
    ]  # fmt: skip
    weights = load_run(model).weights
    assert np.array_equal(entries[1]["kernel"]["weights"], weights[0][..., 0, 1])
    assert entries[1]["bias"] == weights[1][1]


def test_learned_kernels_are_exported(kernelview: CommandLine, model: Path, tmp_path: Path) -> None:
    folder, whole, one = tmp_path / "kernels", tmp_path / "all.json", tmp_path / "one.csv"
    done = kernelview("kernels", "--from", model, "--out", folder)
    assert done.out.splitlines() == [
        str(folder / f"conv{number}-{unit}.json")
        for number, units in ((1, 4), (2, 3))
        for unit in range(units)
    ]
    expected = load_run(model).weights[0][..., 0, 3].astype(np.float64)
    assert np.array_equal(load_kernel(folder / "conv1-3.json").weights, expected)
    assert kernelview("kernels", "--from", model, "--layer", "conv1", "--out", whole).code == 0
    assert [kernel.name for kernel in load_mine(whole)] == [f"conv1/{unit}" for unit in range(4)]
    several = tmp_path / "all.def"
    assert kernelview("kernels", "--from", model, "--layer", "conv1", "--out", several).code == 0
    assert [kernel.name for kernel in load_kernels(several)] == [
        f"conv1/{unit}" for unit in range(4)
    ]
    assert kernelview("kernels", "--from", model, "--layer", "conv1/3", "--out", one).code == 0
    assert np.allclose(load_kernel(one).weights, expected)


@pytest.mark.parametrize(
    ("words", "code", "reason"),
    [
        (("--layer", "conv9"), 2, "no convolutional layer is called 'conv9'; there are conv1"),
        (("--layer", "conv1/4"), 2, "conv1"),
        (("--layer", "conv1/x"), 2, "conv1/x"),
        (("--out", "all.csv"), 2, "a .csv file holds one kernel, these are 7"),
        (("show", "conv1/3"), 2, "kernelview kernels show"),
    ],
)  # fmt: skip
def test_learned_kernels_that_are_not_there_are_refused(
    kernelview: CommandLine, model: Path, words: tuple[str, ...], code: int, reason: str
) -> None:
    done = kernelview("kernels", "--from", model, *words)
    assert done.code == code
    assert reason in done.err


def test_other_files_are_no_networks(kernelview: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "bad.safetensors").write_bytes(b"nothing of the kind")
    for words in (
        ("--from", tmp_path / "bad.safetensors"),
        ("show", f"{tmp_path / 'bad.safetensors'}:conv1/7"),
        ("--from", tmp_path / "none.safetensors"),
    ):
        done = kernelview("kernels", *words)
        assert done.code == 1
        assert "safetensors: " in done.err


def test_layer_and_out_need_a_network(kernelview: CommandLine) -> None:
    for words in (("--layer", "conv1"), ("--out", "kernels")):
        done = kernelview("kernels", *words)
        assert done.code == 2
        assert "--from MODEL" in done.err


@pytest.mark.parametrize("name", ["net.safetensors", "a:b 1.safetensors", "C:net.SAFETENSORS"])
def test_a_learned_kernel_is_applied_as_its_weights_are(
    kernelview: CommandLine, model: Path, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(model.read_bytes())
    picture = ROOT / "assets" / "pictures" / "coins.png"
    learned, plain = tmp_path / "learned.tif", tmp_path / "plain.tif"
    words = ("apply", picture, "--show", "signed")
    assert kernelview(*words, "--kernel", f"{path}:conv1/2", "-o", learned).code == 0
    weights = load_run(model).weights[0][..., 0, 2].astype(np.float64)
    np.save(tmp_path / "kernel.npy", weights)
    assert kernelview(*words, "--kernel", tmp_path / "kernel.npy", "-o", plain).code == 0
    assert learned.read_bytes() == plain.read_bytes()


def test_a_learned_kernel_can_be_shown(kernelview: CommandLine, model: Path) -> None:
    done = kernelview("kernels", "show", f"{model}:conv2/1/3")
    assert done.code == 0
    assert "3×3, divisor 1, offset 0" in done.out
