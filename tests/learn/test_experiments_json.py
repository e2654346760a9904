"""Kept experiments as JSON: what goes in comes out, and nothing else gets in."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernelview.learn.errors import LearnError
from kernelview.learn.experiments import ExperimentRecord
from kernelview.learn.experiments.record_json import (
    MOST_COLUMNS,
    MOST_CONCLUSIONS,
    record_from_json,
    record_to_json,
)
from tests.learn.record_samples import record, records

Change = Callable[[dict[str, Any]], object]


@given(records)
def test_what_is_written_is_read_again(kept: ExperimentRecord) -> None:
    # NaN is no NaN; as text it is.
    assert repr(record_from_json(record_to_json(kept))) == repr(kept)


@given(st.binary(max_size=200))
def test_any_other_bytes_are_refused_in_plain_words(data: bytes) -> None:
    with pytest.raises(LearnError):
        record_from_json(data)


@given(st.data())
def test_a_damaged_file_is_read_or_refused_never_worse(data: st.DataObject) -> None:
    whole = bytearray(record_to_json(record()))
    place = data.draw(st.integers(0, len(whole) - 1))
    whole[place] = data.draw(st.integers(0, 255))
    try:
        record_from_json(bytes(whole))
    except LearnError:
        return


def test_a_moment_without_a_zone_is_one_of_the_worlds_time() -> None:
    naive = datetime(2024, 5, 1, 12)
    assert record_from_json(record_to_json(record(naive))).made == naive.replace(tzinfo=UTC)


def test_half_a_letter_is_not_written() -> None:
    kept = record()
    odd = ExperimentRecord(
        kept.kind, kept.made, 0.0, {"pictures": "caf\udce9"}, kept.tables, (), kept.plots
    )
    assert record_from_json(record_to_json(odd)).settings == {"pictures": "caf?"}


TABLE: dict[str, Any] = {"columns": ["x"], "rows": [[1]]}
WRONG: dict[str, Change] = {
    "another format": lambda one: one.update(format="other"),
    "a later version": lambda one: one.update(version=2),
    "a version that is true": lambda one: one.update(version=True),
    "another kind": lambda one: one.update(kind="guess"),
    "a kind that is a list": lambda one: one.update(kind=[]),
    "no plots": lambda one: one.pop("plots"),
    "something more": lambda one: one.update(more=1),
    "no date": lambda one: one.update(made="yesterday"),
    "a date beyond the calendar": lambda one: one.update(made="0001-01-01T00:00:00+14:00"),
    "time backwards": lambda one: one.update(seconds=-1),
    "time without a number": lambda one: one.update(seconds={"number": "nan"}),
    "time that is true": lambda one: one.update(seconds=True),
    "a setting that is a number": lambda one: one["settings"].update(seeds=1),
    "too many conclusions": lambda one: one.update(conclusions=["x"] * (MOST_CONCLUSIONS + 1)),
    "a text too long": lambda one: one.update(conclusions=["x" * 5001]),
    "half a letter": lambda one: one.update(conclusions=["\ud800"]),
    "a table that leads elsewhere": lambda one: one["tables"].update({"../../x": TABLE}),
    "a table without a name": lambda one: one["tables"].update({"": TABLE}),
    "too many columns": lambda one: one["tables"].update(
        wide={"columns": ["x"] * (MOST_COLUMNS + 1), "rows": []}
    ),
    "a row too short": lambda one: one["tables"].update(short={"columns": ["x"], "rows": [[]]}),
    "a cell that is a list": lambda one: one["tables"].update(
        odd={"columns": ["x"], "rows": [[[]]]}
    ),
    "a cell that is true": lambda one: one["tables"].update(
        odd={"columns": ["x"], "rows": [[True]]}
    ),
    "a number of thousands of digits": lambda one: one["tables"].update(
        odd={"columns": ["x"], "rows": [[10**4000]]}
    ),
    "a plot that leads elsewhere": lambda one: one["plots"][0].update(name="../x"),
    "a switch that is a number": lambda one: one["plots"][0].update(is_share=1),
    "a series too short": lambda one: one["plots"][0]["series"][0].update(low=[]),
    "a colour below none": lambda one: one["plots"][0]["series"][0].update(colour=-1),
    "a colour that is a word": lambda one: one["plots"][0]["series"][0].update(colour="red"),
    "an unknown number": lambda one: one["plots"][0]["series"][0].update(y=[{"number": "0x1"}]),
}


@pytest.mark.parametrize("what", sorted(WRONG))
def test_what_is_not_as_it_should_be_is_refused(what: str) -> None:
    content = json.loads(record_to_json(record()))
    WRONG[what](content)
    with pytest.raises(LearnError):
        record_from_json(json.dumps(content).encode())
