"""Edits of the training plan."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kernelview.document import Document, plan_edits
from kernelview.learn.blueprint import Blueprint, layer
from kernelview.learn.choices import DataChoice, TrainingSettings
from kernelview.learn.errors import LearnError
from kernelview.learn.network_names import OWN_NAME
from kernelview.learn.run_record import RunRecord
from kernelview.learn.templates import TEMPLATES, Template, template
from tests.document.samples import document as a_document

NO_DENSE = Blueprint("none", (layer("Flatten"),))


@pytest.fixture
def document() -> Document:
    return a_document()


def test_each_edit_changes_its_own_part_alone(document: Document) -> None:
    data, settings = DataChoice("shapes"), TrainingSettings(epochs=9)
    network = template("softmax-alone").blueprint
    changed = plan_edits.set_data(document, data)
    changed = plan_edits.set_network(changed, network)
    changed = plan_edits.set_settings(changed, settings)
    assert (changed.plan.data, changed.plan.network, changed.plan.settings) == (
        data,
        network,
        settings,
    )
    assert replace(changed, plan=document.plan) == document


def test_dropout_goes_in_before_the_last_dense_layer_and_out_again(document: Document) -> None:
    before = document.plan.network.layers
    assert plan_edits.dropout_of(document.plan.network) is None
    changed = plan_edits.set_dropout(document, 0.3)
    assert [one.kind for one in changed.plan.network.layers] == [
        "Conv2D", "MaxPooling2D", "Flatten", "Dropout", "Dense",
    ]  # fmt: skip
    assert plan_edits.dropout_of(changed.plan.network) == 0.3
    assert plan_edits.set_dropout(changed, 0).plan.network.layers == before


def test_dropout_of_a_network_that_has_it_is_changed_in_its_place(document: Document) -> None:
    deep = plan_edits.set_network(document, template("two-convolutions").blueprint)
    changed = plan_edits.set_dropout(deep, 0.2).plan.network
    assert plan_edits.dropout_of(changed) == 0.2
    assert len(changed.layers) == len(deep.plan.network.layers)


@pytest.mark.parametrize("rate", [-0.1, 1.0, float("nan")])
def test_a_dropout_that_is_none_is_refused(document: Document, rate: float) -> None:
    with pytest.raises(LearnError, match="dropout"):
        plan_edits.set_dropout(document, rate)


def test_a_network_without_a_dense_layer_takes_no_dropout(document: Document) -> None:
    with pytest.raises(LearnError, match="Dense"):
        plan_edits.set_dropout(plan_edits.set_network(document, NO_DENSE), 0.5)


def test_a_full_network_takes_no_dropout_layer_more(document: Document) -> None:
    full = Blueprint("full", (layer("Flatten"),) * 39 + (layer("Dense"),))
    before = plan_edits.set_network(document, full)
    with pytest.raises(LearnError, match="40 layers"):
        plan_edits.set_dropout(before, 0.5)
    assert before.plan.network == full


@pytest.mark.parametrize("one", TEMPLATES, ids=lambda one: one.id)
def test_dropout_of_no_rate_where_there_is_none_changes_nothing(
    document: Document, one: Template
) -> None:
    if plan_edits.dropout_of(one.blueprint) is None:
        before = plan_edits.set_network(document, one.blueprint)
        assert plan_edits.set_dropout(before, 0) == before


def test_a_network_of_another_build_does_not_go_by_a_template_s_name(document: Document) -> None:
    course = document.plan.network
    changed = plan_edits.set_dropout(document, 0.5)
    assert changed.plan.network.name == OWN_NAME
    assert plan_edits.set_dropout(changed, 0).plan.network.name == course.name
    mine = plan_edits.set_network(document, replace(course, name="LeNet"))
    assert plan_edits.set_dropout(mine, 0.5).plan.network.name == "LeNet"


def test_a_runs_plan_is_taken_whole(document: Document) -> None:
    record = RunRecord(
        "run", datetime(2026, 1, 2, tzinfo=UTC), DataChoice("shapes", limit=300), NO_DENSE,
        TrainingSettings(seed=4), (28, 28, 1), ("a", "b"), (),
    )  # fmt: skip
    plan = plan_edits.take_plan(document, record).plan
    assert (plan.data, plan.network, plan.settings) == (
        record.data,
        record.blueprint,
        record.settings,
    )
