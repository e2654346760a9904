"""Networks and trainings in files: whole or not at all, and each failure names its file."""

import errno
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernelview.files.errors import ModelFileError
from kernelview.files.models import LARGEST_BYTES, load_model, load_run, save_model, save_run
from kernelview.learn.model_format import model_to_bytes
from kernelview.learn.sequential import load_model as load_as_keras_does
from tests.learn.networks import EVERY_KIND, network, picture, record

GOOD = model_to_bytes(record())


def test_a_training_comes_back_from_its_file(tmp_path: Path) -> None:
    path = tmp_path / "run.safetensors"
    save_run(record(), path)
    found = load_run(path)
    assert (found.name, found.settings, found.data) == ("A run", record().settings, record().data)
    assert all(np.array_equal(a, b) for a, b in zip(found.weights, record().weights, strict=True))
    assert list(tmp_path.iterdir()) == [path]


def test_a_network_comes_back_from_its_file(tmp_path: Path) -> None:
    path, model = tmp_path / "net.safetensors", network(EVERY_KIND)
    save_model(model, path)
    inputs = picture()[np.newaxis]
    assert np.array_equal(load_model(path).predict(inputs), model.predict(inputs))
    assert load_run(path).class_names == ("0", "1", "2")


def test_files_of_the_library_and_of_the_window_are_the_same(tmp_path: Path) -> None:
    path, model = tmp_path / "net.safetensors", network(EVERY_KIND)
    model.save(path)
    save_model(load_model(path), tmp_path / "again.safetensors")
    inputs = picture()[np.newaxis]
    again = load_as_keras_does(tmp_path / "again.safetensors")
    assert np.array_equal(again.predict(inputs), model.predict(inputs))


@settings(deadline=None, max_examples=40)
@given(data=st.binary(max_size=200))
def test_bytes_of_any_kind_are_refused_by_name(
    data: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.safetensors"
    path.write_bytes(data)
    for load in (load_run, load_model):
        with pytest.raises(ModelFileError, match=r"any\.safetensors: .") as caught:
            load(path)
        assert caught.value.path == path


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda path: None, "no such file"),
        (lambda path: path.mkdir(), "folder"),
        (lambda path: os.mkfifo(path), "pipe"),
        (lambda path: path.touch(), "empty"),
        (lambda path: path.write_bytes(GOOD[:-1]), "bytes"),
        (lambda path: path.write_bytes(GOOD + b"\0"), "bytes"),
        (lambda path: path.symlink_to(path), "circle"),
    ],
)
def test_what_is_no_network_is_refused_with_the_reason(
    make: object, reason: str, tmp_path: Path
) -> None:
    path = tmp_path / "net.safetensors"
    assert callable(make)
    make(path)
    with pytest.raises(ModelFileError, match=reason):
        load_run(path)


def test_a_file_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "net.safetensors"
    with path.open("wb") as stream:
        stream.truncate(LARGEST_BYTES + 1)
    with pytest.raises(ModelFileError, match="at most 500,000,000"):
        load_run(path)


def test_on_a_full_disk_the_old_file_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "run.safetensors"
    save_run(record(name="old"), path)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ModelFileError, match="disk is full"):
        save_run(record(name="new"), path)
    monkeypatch.undo()
    assert load_run(path).name == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_network_that_cannot_be_kept_leaves_the_old_file(tmp_path: Path) -> None:
    path, model = tmp_path / "net.safetensors", network()
    save_model(model, path)
    before = path.read_bytes()
    model.layers[0].parameters[0].values[...] = np.nan
    with pytest.raises(ModelFileError, match="NaN"):
        save_model(model, path)
    assert path.read_bytes() == before


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match="no such file or folder"):
        save_run(record(), tmp_path / "none" / "run.safetensors")
