"""The layout: small files, telling folder names, at most two levels."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "kernelview"
LONGEST_FILE = 400
NAMES_THAT_TELL_NOTHING = {
    "base", "common", "core", "helper", "helpers", "lib", "manager", "managers", "misc", "shared",
    "stuff", "tools", "util", "utils",
}  # fmt: skip
DEEPEST = 2


def sources() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def label(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_there_are_sources_to_look_at() -> None:
    assert PACKAGE / "kernels" / "kernel.py" in sources()


def test_no_file_is_longer_than_400_lines() -> None:
    lengths = {label(path): len(path.read_text("utf-8").splitlines()) for path in sources()}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_folder_or_file_has_a_name_that_tells_nothing() -> None:
    parts = {label(path): set(path.relative_to(ROOT).with_suffix("").parts) for path in sources()}
    assert [name for name, words in parts.items() if words & NAMES_THAT_TELL_NOTHING] == []


def test_folders_are_at_most_two_levels_deep() -> None:
    depths = {label(path): len(path.relative_to(PACKAGE).parts) - 1 for path in sources()}
    assert {name: depth for name, depth in depths.items() if depth > DEEPEST} == {}


def test_every_folder_with_sources_is_a_package() -> None:
    folders = {path.parent for path in sources()}
    missing = [label(folder) for folder in folders if not (folder / "__init__.py").is_file()]
    assert sorted(missing) == []


def test_nothing_is_unpickled_or_evaluated() -> None:
    for path in sources():
        tree = ast.parse(path.read_text("utf-8"))
        called = {
            node.func.id
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        imported = {
            alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.Import)
            for alias in node.names
        }
        assert not called & {"eval", "exec"}, label(path)
        assert not imported & {"pickle", "marshal", "shelve"}, label(path)
