"""What `kernelview` decides to do: window, command, demo, help, and how it ends."""

from pathlib import Path

import pytest

from kernelview import __version__
from kernelview.__main__ import main as start
from kernelview.__main__ import wants_window
from kernelview.cli import display_is_missing, main
from kernelview.cli.arguments import COMMANDS, protect_negatives
from tests.cli.command import CommandLine
from tests.usecases.pictures import write_noise

SCREEN = {"QT_QPA_PLATFORM": "offscreen"}


class Window:
    """Remembers what it was opened on."""

    def __init__(self) -> None:
        self.opened: list[Path | None] = []

    def __call__(self, picture: Path | None) -> int:
        self.opened.append(picture)
        return 7


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_no_arguments_open_the_window_on_a_sample() -> None:
    window = Window()
    assert start([], environment=SCREEN, run_window=window) == 7
    assert window.opened == [None]


@pytest.mark.parametrize("name", ["photo.png", "photo", "my photo.png"])
def test_a_file_opens_the_window_on_it(name: str) -> None:
    write_noise(Path("photo.png")).rename(name)
    window = Window()
    assert start([name], environment=SCREEN, run_window=window) == 7
    assert window.opened == [Path(name)]


def test_a_command_wins_over_a_file_of_its_name_and_a_path_over_the_command() -> None:
    Path("demo").write_bytes(b"picture")
    assert not wants_window(["demo"])
    assert wants_window(["./demo"])


@pytest.mark.parametrize("words", [["kernels"], ["--help"], ["photo.png", "other.png"], ["-x"]])
def test_everything_else_is_the_command_line(words: list[str]) -> None:
    Path("photo.png").write_bytes(b"picture")
    Path("-x").write_bytes(b"picture")
    assert not wants_window(words)


def test_without_a_display_the_demo_is_made_and_said(capsys: pytest.CaptureFixture[str]) -> None:
    window = Window()
    assert start([], environment={}, run_window=window) == 0
    assert window.opened == []
    assert Path("demo-output/index.html").is_file()
    first = capsys.readouterr().err.splitlines()[0]
    assert first == "kernelview: there is no display for a window; making the demo in ./demo-output"


def test_without_a_display_a_picture_is_what_the_demo_filters() -> None:
    write_noise(Path("photo.png"))
    assert start(["photo.png"], environment={}, run_window=Window()) == 0
    assert Path("demo-output/kernelview-photo-blur.png").is_file()


@pytest.mark.parametrize(
    ("platform", "environment", "missing"),
    [
        ("linux", {}, True),
        ("linux", {"DISPLAY": ""}, True),
        ("linux", {"DISPLAY": ":0"}, False),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, False),
        ("linux", {"QT_QPA_PLATFORM": "xcb"}, True),
        ("linux", {"QT_QPA_PLATFORM": "wayland;xcb"}, True),
        ("linux", {"QT_QPA_PLATFORM": "wayland-egl"}, True),
        ("linux", {"QT_QPA_PLATFORM": "xcb", "DISPLAY": ":0"}, False),
        ("linux", {"QT_QPA_PLATFORM": "offscreen"}, False),
        ("linux", {"QT_QPA_PLATFORM": "offscreen:size=800x600"}, False),
        ("linux", {"QT_QPA_PLATFORM": "vnc"}, False),
        ("darwin", {}, False),
        ("win32", {}, False),
    ],
)
def test_only_linux_without_a_screen_lacks_a_display(
    platform: str, environment: dict[str, str], *, missing: bool
) -> None:
    assert display_is_missing(platform, environment) == missing


def test_version(kernelview: CommandLine) -> None:
    done = kernelview("--version")
    assert (done.code, done.out) == (0, f"kernelview {__version__}\n")


def test_help_has_every_command_and_examples(kernelview: CommandLine) -> None:
    done = kernelview("--help")
    assert done.code == 0
    assert "examples:" in done.out
    assert all(f"    {command.name} " in done.out for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_has_a_help_of_its_own(kernelview: CommandLine, command: object) -> None:
    name = str(getattr(command, "name", ""))
    done = kernelview(name, "--help")
    assert done.code == 0
    assert f"usage: kernelview {name}" in done.out


@pytest.mark.parametrize("words", [(), ("fly",), ("--fly",), ("apply",)])
def test_wrong_usage_is_2_and_says_the_right_one(
    kernelview: CommandLine, words: tuple[str, ...]
) -> None:
    done = kernelview(*words)
    assert done.code == 2
    assert "usage: kernelview" in done.err
    assert done.out == ""


def test_a_lost_picture_is_1_and_names_it(kernelview: CommandLine) -> None:
    done = kernelview("holiday/photo.png")
    assert (done.code, done.err) == (1, "kernelview: holiday/photo.png: there is no such file\n")


def test_a_name_too_long_to_be_a_file_is_1_and_one_line(kernelview: CommandLine) -> None:
    name = "photo" * 100 + ".png"
    assert not wants_window([name])
    done = kernelview(name)
    assert (done.code, done.err) == (1, f"kernelview: {name}: File name too long\n")


def test_a_folder_is_1_and_says_what_is_right(kernelview: CommandLine, tmp_path: Path) -> None:
    done = kernelview(tmp_path)
    assert (done.code, done.err) == (
        1,
        f"kernelview: {tmp_path} is a folder; name a picture in it\n",
    )


def test_the_demo_goes_where_it_is_told(kernelview: CommandLine) -> None:
    write_noise(Path("photo.png"))
    done = kernelview("demo", "photo.png", "--out", "new/place")
    assert (done.code, done.out) == (0, "new/place/index.html\n")
    assert Path("new/place/index.html").is_file()


def test_a_demo_that_can_not_be_made_names_the_file(kernelview: CommandLine) -> None:
    done = kernelview("demo", "missing.png", "--out", "out")
    assert done.code == 1
    assert done.err == "kernelview: missing.png: there is no such file or folder\n"


def test_a_foreign_page_is_not_replaced(kernelview: CommandLine) -> None:
    Path("index.html").write_text("mine")
    done = kernelview("demo", "--out", ".")
    assert done.code == 2
    assert "index.html is not a page of this demo" in done.err
    assert Path("index.html").read_text() == "mine"


def test_a_failing_system_call_is_one_line(kernelview: CommandLine) -> None:
    Path("file").write_text("mine")
    done = kernelview("demo", "--out", "file/folder")
    assert done.code == 1
    assert done.err == "kernelview: file/folder: Not a directory\n"


def test_an_error_of_the_program_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise ValueError("a mistake in the program")

    monkeypatch.setattr("kernelview.cli.kernels_command.presets", fail)
    with pytest.raises(ValueError, match="mistake"):
        main(["kernels"])


@pytest.mark.parametrize(
    ("words", "protected"),
    [
        (["-k", "-1,0,1"], ["-k", " -1,0,1"]),
        (["--magnitude", "-1", "-.5 2", "-o"], ["--magnitude", " -1", " -.5 2", "-o"]),
        (["--kernel", "-sqrt(2) 1"], ["--kernel", " -sqrt(2) 1"]),
        (["--kernel", "-o", "x"], ["--kernel", "-o", "x"]),
        (["-1.png", "-o", "-2.png"], ["-1.png", "-o", "-2.png"]),
    ],
)
def test_only_values_that_begin_with_a_minus_are_protected(
    words: list[str], protected: list[str]
) -> None:
    assert protect_negatives(words) == protected
