"""Networks on paper, as files."""

import json
from pathlib import Path

import pytest

from kernelview.files.errors import ModelFileError
from kernelview.files.networks import load_network, save_network
from kernelview.learn.templates import TEMPLATES, Template


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.id)
def test_a_saved_network_is_read_the_same(template: Template, tmp_path: Path) -> None:
    path = tmp_path / "network.json"
    save_network(template.blueprint, path)
    assert load_network(path) == template.blueprint


@pytest.mark.parametrize(
    "text", ["", "{", "[" * 100_000, "[]", "null", '{"format": "kernelview-network"}', "\x00\xff"]
)
def test_what_is_no_network_is_refused_by_name(text: str, tmp_path: Path) -> None:
    path = tmp_path / "odd.json"
    path.write_text(text)
    with pytest.raises(ModelFileError, match=r"odd\.json"):
        load_network(path)


def test_an_unknown_layer_is_named(tmp_path: Path) -> None:
    path = tmp_path / "network.json"
    save_network(TEMPLATES[0].blueprint, path)
    path.write_text(path.read_text().replace("Flatten", "Flattish"))
    with pytest.raises(ModelFileError, match="Flattish"):
        load_network(path)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match="no such file"):
        save_network(TEMPLATES[0].blueprint, tmp_path / "missing" / "network.json")


def test_the_file_is_plain_json(tmp_path: Path) -> None:
    save_network(TEMPLATES[0].blueprint, tmp_path / "network.json")
    assert "layers" in json.loads((tmp_path / "network.json").read_text())
