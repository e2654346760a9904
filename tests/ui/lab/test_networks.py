from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from kernelview.files.models import save_run
from kernelview.files.runs_folder import KeptRun
from kernelview.learn.blueprint import Blueprint, layer
from kernelview.learn.run_record import RunRecord
from kernelview.ui.lab.networks import Networks
from kernelview.ui.runner import Runner
from tests.usecases.training_samples import trained, with_settings

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
WITHOUT_KERNELS = Blueprint("dense", (layer("Flatten"), layer("Dense", units=None)))


@pytest.fixture(scope="module")
def record() -> RunRecord:
    return trained(with_settings(epochs=1)).record


@pytest.fixture
def networks(qtbot: QtBot) -> Iterator[Networks]:
    parent = QObject()
    runner = Runner(parent)
    yield Networks(runner, parent)
    runner.shut_down(5)


def later(record: RunRecord, minutes: int) -> RunRecord:
    return replace(record, started=BEGAN + timedelta(minutes=minutes))


def kept(*records: RunRecord) -> tuple[KeptRun, ...]:
    return tuple(KeptRun(Path(f"{place}"), one) for place, one in enumerate(records))


def test_the_latest_run_is_looked_at_first(networks: Networks, record: RunRecord) -> None:
    networks.show_runs(kept(later(record, 2), later(record, 1)))
    assert networks.place == 0
    assert networks.record is networks.networks[0].record


def test_networks_without_convolution_are_left_out(networks: Networks, record: RunRecord) -> None:
    networks.show_runs(kept(replace(record, blueprint=WITHOUT_KERNELS)))
    assert networks.networks == ()
    assert networks.record is None


def test_what_has_just_learned_is_looked_at_and_not_listed_twice(
    networks: Networks, record: RunRecord
) -> None:
    old, new = later(record, 1), later(record, 2)
    networks.show_runs(kept(old))
    networks.show_in_hand(new)
    assert networks.record is new
    networks.show_runs(kept(replace(new), old))
    assert len(networks.networks) == 2
    assert networks.place == 0


def test_a_run_stays_looked_at_when_the_list_is_read_anew(
    networks: Networks, record: RunRecord
) -> None:
    networks.show_runs(kept(later(record, 2), later(record, 1)))
    networks.choose(1)
    chosen = networks.record
    networks.show_runs(kept(later(record, 3), later(record, 2), later(record, 1)))
    assert networks.record is chosen
    assert networks.place == 2


def test_a_network_with_another_kernel_is_looked_at_before_it_is_kept(
    networks: Networks, record: RunRecord
) -> None:
    networks.show_runs(kept(later(record, 1)))
    changed = later(record, 2)
    networks.show_changed(changed)
    assert networks.record is changed
    assert (networks.place, len(networks.networks)) == (0, 2)
    networks.show_runs(kept(later(record, 2), later(record, 1)))
    assert networks.record is changed
    assert (networks.place, len(networks.networks)) == (0, 2)


def test_a_removed_run_makes_room_for_the_latest(networks: Networks, record: RunRecord) -> None:
    networks.show_runs(kept(later(record, 2), later(record, 1)))
    networks.choose(1)
    networks.show_runs(kept(later(record, 2)))
    assert networks.place == 0


def test_a_model_file_is_opened_and_looked_at(
    qtbot: QtBot, networks: Networks, record: RunRecord, tmp_path: Path
) -> None:
    networks.show_runs(kept(later(record, 1)))
    save_run(later(record, 1), tmp_path / "mine.safetensors")
    with qtbot.waitSignal(networks.chosen):
        networks.open(tmp_path / "mine.safetensors")
    assert networks.networks[0].name == "mine.safetensors"
    assert networks.place == 0


def test_a_file_that_is_no_model_is_refused_by_name(
    qtbot: QtBot, networks: Networks, record: RunRecord, tmp_path: Path
) -> None:
    networks.show_runs(kept(later(record, 1)))
    before = networks.record
    (tmp_path / "no.safetensors").write_bytes(b"nothing of the kind")
    with qtbot.waitSignal(networks.failed) as failed:
        networks.open(tmp_path / "no.safetensors")
    assert "no.safetensors" in failed.args[0]
    assert networks.record is before
