"""The methods' speeds: kept for one machine, measured anew on any other."""

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernelview.engine import METHODS
from kernelview.engine.speeds import SLOWEST, Speeds
from kernelview.files.errors import SpeedsFileError
from kernelview.files.speeds_file import (
    LARGEST_BYTES,
    Machine,
    load_speeds,
    save_speeds,
    speeds_path,
    this_machine,
)

MACHINE = Machine(4, "x86_64", "2.4.6", "5.0.0", "0.1.0")
SPEEDS = Speeds(dict.fromkeys(METHODS, 1.25))


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    path = tmp_path / "cache" / "speeds.json"
    save_speeds(SPEEDS, path, MACHINE)
    return path


def change(path: Path, **entries: Any) -> None:
    path.write_text(json.dumps(json.loads(path.read_text()) | entries))


def test_what_is_saved_is_loaded(kept: Path) -> None:
    loaded = load_speeds(kept, MACHINE)
    assert loaded is not None
    assert dict(loaded.factors) == dict(SPEEDS.factors)


@given(st.lists(st.floats(0.0, 1e6), min_size=len(METHODS), max_size=len(METHODS)))
def test_whatever_is_measured_can_be_kept(
    tmp_path_factory: pytest.TempPathFactory, values: list[float]
) -> None:
    path = tmp_path_factory.getbasetemp() / "any-speeds.json"
    measured = Speeds(dict(zip(METHODS, values, strict=True)))
    save_speeds(measured, path, MACHINE)
    loaded = load_speeds(path, MACHINE)
    assert loaded is not None
    for method in METHODS:
        assert loaded.of(method) == pytest.approx(measured.of(method), abs=1e-3)


def test_no_file_is_no_speeds(tmp_path: Path) -> None:
    assert load_speeds(tmp_path / "none.json", MACHINE) is None


@pytest.mark.parametrize(
    "other",
    [
        replace(MACHINE, processors=2),
        replace(MACHINE, architecture="arm64"),
        replace(MACHINE, numpy="2.5.0"),
        replace(MACHINE, opencv="4.10.0"),
        replace(MACHINE, kernelview="9.9.9"),
    ],
)
def test_another_machine_or_other_versions_measure_anew(kept: Path, other: Machine) -> None:
    assert load_speeds(kept, other) is None


def test_the_file_names_its_machine(kept: Path) -> None:
    assert json.loads(kept.read_text())["machine"] == asdict(MACHINE)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff\xfe",
        b"[]",
        b"null",
        b'{"format": "kernelview-speeds"}',
        b"[" * 5000,
        b" " * (LARGEST_BYTES + 1),
    ],
)
def test_a_damaged_file_is_ignored(kept: Path, content: bytes) -> None:
    kept.write_bytes(content)
    assert load_speeds(kept, MACHINE) is None


@pytest.mark.parametrize("value", ["NaN", "Infinity", "1e999", "true", '"1"', "null", "[]", "-1"])
def test_a_factor_that_is_no_sane_number_is_refused(kept: Path, value: str) -> None:
    kept.write_text(kept.read_text().replace("1.25", value, 1))
    assert load_speeds(kept, MACHINE) is None


@pytest.mark.parametrize("value", [0, SLOWEST * 1.01, 0.99 / SLOWEST, 10**400])
def test_a_factor_out_of_range_is_refused(kept: Path, value: float) -> None:
    change(kept, factors={**SPEEDS.factors, "direct": value})
    assert load_speeds(kept, MACHINE) is None


@pytest.mark.parametrize(
    "entries",
    [
        {"format": "kernelview-mine"},
        {"version": 2},
        {"extra": 1},
        {"machine": None},
        {"factors": None},
        {"factors": {}},
        {"factors": {**SPEEDS.factors, "quantum": 1.0}},
    ],
)
def test_anything_that_does_not_belong_there_is_refused(
    kept: Path, entries: dict[str, Any]
) -> None:
    change(kept, **entries)
    assert load_speeds(kept, MACHINE) is None


def test_a_folder_in_its_place_is_ignored_and_cannot_be_written(tmp_path: Path) -> None:
    path = tmp_path / "speeds.json"
    path.mkdir()
    assert load_speeds(path, MACHINE) is None
    with pytest.raises(SpeedsFileError, match="folder"):
        save_speeds(SPEEDS, path, MACHINE)


def test_a_file_where_its_folder_should_be_is_a_plain_error(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("")
    with pytest.raises(SpeedsFileError):
        save_speeds(SPEEDS, tmp_path / "cache" / "speeds.json", MACHINE)


def test_nothing_half_written_is_left(kept: Path) -> None:
    assert [path.name for path in kept.parent.iterdir()] == ["speeds.json"]


def test_this_machine_is_described_the_same_each_time() -> None:
    assert this_machine() == this_machine()
    assert this_machine().processors >= 1


def test_the_speeds_of_tests_are_not_the_persons(tmp_path_factory: pytest.TempPathFactory) -> None:
    assert speeds_path().is_relative_to(tmp_path_factory.getbasetemp())
