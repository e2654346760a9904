"""Edits of the training plan: pure functions that return the next document, or raise LearnError."""

from dataclasses import replace

from kernelview.document.document import Document
from kernelview.learn.blueprint import Blueprint, LayerSpec, layer
from kernelview.learn.choices import DataChoice, TrainingSettings
from kernelview.learn.errors import LearnError
from kernelview.learn.network_names import name_of
from kernelview.learn.run_record import RunRecord

USUAL_DROPOUT = 0.5


def set_data(document: Document, data: DataChoice) -> Document:
    """Learn from other data."""
    return replace(document, plan=replace(document.plan, data=data))


def set_network(document: Document, network: Blueprint) -> Document:
    """Train another network."""
    return replace(document, plan=replace(document.plan, network=network))


def set_settings(document: Document, settings: TrainingSettings) -> Document:
    """Train in another way."""
    return replace(document, plan=replace(document.plan, settings=settings))


def take_plan(document: Document, record: RunRecord) -> Document:
    """Take the data, network and settings of a kept run."""
    plan = replace(
        document.plan, data=record.data, network=record.blueprint, settings=record.settings
    )
    return replace(document, plan=plan)


def dropout_of(network: Blueprint) -> float | None:
    """Return the rate of the network's last dropout layer; None where it has none."""
    rates = [one.get("rate", USUAL_DROPOUT) for one in network.layers if one.kind == "Dropout"]
    rate = rates[-1] if rates else None
    return float(rate) if isinstance(rate, int | float) else None


def set_dropout(document: Document, rate: float) -> Document:
    """Give every dropout layer this rate; where there is none, put one before the last Dense.

    A rate of 0 takes the layers out. Raises LearnError for a rate that is none, without a Dense
    layer, and where the network has no room for another layer.
    """
    if not 0 <= rate < 1:
        raise LearnError(f"the dropout is from 0 to less than 1, not {rate:g}")
    network = document.plan.network
    layers = _with_dropout(network.layers, rate)
    return set_network(document, Blueprint(name_of(layers, network.name), layers))


def _with_dropout(layers: tuple[LayerSpec, ...], rate: float) -> tuple[LayerSpec, ...]:
    if rate == 0:
        return tuple(one for one in layers if one.kind != "Dropout")
    if any(one.kind == "Dropout" for one in layers):
        return tuple(
            one.with_options(rate=rate) if one.kind == "Dropout" else one for one in layers
        )
    places = [place for place, one in enumerate(layers) if one.kind == "Dense"]
    if not places:
        raise LearnError("dropout goes before a Dense layer, and the network has none")
    return (*layers[: places[-1]], layer("Dropout", rate=rate), *layers[places[-1] :])
