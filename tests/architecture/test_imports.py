"""The import rule, and what starting the command line may load."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parents[2]
WINDOW_MODULES = ("PySide6", "shiboken6", "pyqtgraph")
HEAVY_MODULES = ("numpy", "cv2", "scipy", "PIL", "tifffile", "tqdm", "platformdirs")
# Of the learning package, the values that a plan is made of may be known to all.
LEARNING = ("kernelview.learn.layers", "kernelview.learn.sequential", "kernelview.learn.training")
SLOW_PARTS = ("scipy.signal", "scipy.ndimage", "scipy.stats", "tqdm", *LEARNING)


def loaded_after(code: str) -> set[str]:
    """Run `code` in a fresh Python; return the names of the modules that it loaded."""
    script = f"import json, sys\n{code}\nprint('\\n' + json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


def among(names: set[str], unwanted: tuple[str, ...]) -> set[str]:
    return {name for name in names if name.startswith(tuple(f"{part}." for part in unwanted))} | (
        names & set(unwanted)
    )


def command(*words: str) -> str:
    return f"from kernelview.cli import main\nassert main({list(words)!r}) == 0"


def test_imports_go_down_only_and_qt_is_known_to_the_window_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(ROOT)
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0


def test_the_check_of_loaded_modules_sees_what_is_loaded() -> None:
    assert among(loaded_after("import numpy.linalg"), HEAVY_MODULES) >= {"numpy", "numpy.linalg"}


def test_importing_the_command_line_loads_neither_qt_nor_numbers() -> None:
    loaded = loaded_after("import kernelview.cli")
    assert among(loaded, WINDOW_MODULES + HEAVY_MODULES) == set()


def test_deciding_between_window_and_command_line_loads_no_qt() -> None:
    loaded = loaded_after("import kernelview.__main__")
    assert among(loaded, WINDOW_MODULES + HEAVY_MODULES) == set()


@pytest.mark.parametrize("word", ["--version", "--help"])
def test_version_and_help_load_no_numbers(word: str) -> None:
    loaded = loaded_after(command(word))
    assert among(loaded, WINDOW_MODULES + HEAVY_MODULES) == set()


def test_listing_the_kernels_loads_nothing_that_reads_pictures() -> None:
    loaded = loaded_after(command("kernels"))
    assert among(loaded, (*WINDOW_MODULES, "cv2", "PIL", "tifffile", *SLOW_PARTS)) == set()


def test_filtering_loads_no_window_and_no_slow_parts(tmp_path: Path) -> None:
    picture = str(ROOT / "assets" / "pictures" / "coins.png")
    words = ("apply", picture, "--kernel", "sobel-x", "-o", str(tmp_path / "out.png"))
    loaded = loaded_after(command(*words))
    assert among(loaded, WINDOW_MODULES + SLOW_PARTS) == set()
    assert {"cv2", "numpy"} <= loaded
