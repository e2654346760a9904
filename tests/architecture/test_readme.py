"""What the README promises is so: its commands run, its keys and folders are there."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kernelview.cli import main
from kernelview.files import sample_pictures
from kernelview.ui.commands import COMMANDS

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
KEY = re.compile(r"(?:(?:Ctrl|Shift|Alt)\+)+(?:[^\s,;|]+)|\bF\d{1,2}\b")


def command_lines() -> list[str]:
    lines = [line for _, text in BLOCKS for line in text.splitlines()]
    return [line for line in lines if line.startswith("kernelview ")]


@pytest.fixture(scope="session")
def network(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The network that the examples name."""
    path = tmp_path_factory.mktemp("network") / "digits.safetensors"
    words = ("train", "-q", "--limit", "300", "--epochs", "1", "--out", str(path))
    assert main(words) == 0
    return path


@pytest.fixture(scope="session")
def soft(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The filtered picture that the examples name."""
    path = tmp_path_factory.mktemp("soft") / "soft.png"
    picture = str(sample_pictures()[0])
    assert main(("apply", picture, "--kernel", "gaussian-5", "-o", str(path))) == 0
    return path


@pytest.fixture
def folder(tmp_path: Path, network: Path, soft: Path) -> Path:
    """A folder with the pictures and the network that the examples name."""
    shutil.copy(network, tmp_path)
    shutil.copy(soft, tmp_path)
    photos = tmp_path / "photos"
    photos.mkdir()
    for place in (tmp_path / "photo.jpg", photos / "one.jpg", photos / "two.jpg"):
        shutil.copy(sample_pictures()[0], place)
    return tmp_path


def test_there_are_examples_to_try() -> None:
    assert len(command_lines()) > 5


@pytest.mark.parametrize("line", command_lines())
def test_every_command_of_the_readme_runs(line: str, folder: Path) -> None:
    words = [
        part
        for word in shlex.split(line)[1:]
        for part in (sorted(map(str, folder.glob(word))) if "*" in word else [word])
    ]
    before = _files(folder)
    done = subprocess.run(
        [sys.executable, "-m", "kernelview", *words],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    # A file written anew is there, too, where it was there before.
    written = _files(folder).items() - before.items()
    assert done.stdout.strip() if words[0] == "kernels" else written


def _files(folder: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def test_the_python_of_the_readme_runs(folder: Path) -> None:
    scripts = [text for language, text in BLOCKS if language == "python"]
    assert scripts
    for script in scripts:
        subprocess.run([sys.executable, "-c", script], cwd=folder, check=True)


def test_every_key_of_the_readme_is_a_command_of_the_window() -> None:
    shortcuts = {command.shortcut for command in COMMANDS}
    keys = {key.rstrip(".") for key in KEY.findall(README)}
    assert {"Ctrl+O", "F5", "Ctrl++"} <= keys
    assert sorted(keys - shortcuts) == []


def test_every_file_and_picture_of_the_readme_is_there() -> None:
    places = re.findall(r"\]\(([^)]+)\)", README) + re.findall(r"`(assets/[^`]+)`", README)
    assert places
    assert [place for place in places if not (ROOT / place).exists()] == []


def test_the_map_of_the_code_has_every_folder() -> None:
    mapped = set(re.findall(r"^\| `kernelview/(\w+)` \|", README, re.MULTILINE))
    folders = {path.parent.name for path in (ROOT / "kernelview").glob("*/__init__.py")}
    assert mapped == folders
