"""Records of experiments: one by hand, and any that can be kept."""

from datetime import UTC, datetime, timedelta, timezone
from math import inf, nan

from hypothesis import strategies as st

from kernelview.learn.experiments import RECORD_KINDS, ExperimentRecord, Plot, Series, Table

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)


def record(
    made: datetime = NOON, *, kind: str = "frozen", accuracy: float = 0.9
) -> ExperimentRecord:
    """Return a small record with what is hard to write: NaN, none, and text from anywhere."""
    low, high = accuracy - 0.02, accuracy + 0.02
    return ExperimentRecord(
        kind=kind,  # type: ignore[arg-type]
        made=made,
        seconds=12.5,
        settings={"seeds": "0, 1", "bank": "edges-and-lines"},
        tables={
            "trials": Table(
                ("bank", "seed", "loss", "stopped"),
                (
                    ("fixed", 0, 0.1 + 0.2, ""),
                    ("learned", None, nan, "=1+1"),
                    ("é犬", 2, inf, "a,b"),
                ),
            ),
            "banks": Table(("bank", "accuracy"), ()),
        },
        conclusions=("One is better.", "No difference can be told."),
        plots=(
            Plot(
                name="frozen-banks",
                title="Accuracy with each bank",
                x_label="",
                y_label="test accuracy",
                series=(
                    Series("hand-made, fixed gains", 0, (0.0,), (accuracy,), (low,), (high,)),
                    Series("learned", 3, (1.0,), (0.8,), (nan,), (nan,)),
                ),
                ticks=("hand-made, fixed gains", "learned"),
                baseline=0.1,
            ),
        ),
    )


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
names = st.from_regex(r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,8}[A-Za-z0-9])?", fullmatch=True)
cells = st.one_of(st.none(), texts, st.floats(), st.integers(-(1 << 60), 1 << 60))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Draw a table, its rows as long as its heading."""
    columns = draw(st.lists(texts, max_size=4))
    row = st.tuples(*[cells] * len(columns))
    return Table(tuple(columns), tuple(draw(st.lists(row, max_size=3))))


@st.composite
def series(draw: st.DrawFn) -> Series:
    """Draw a series of any values."""
    count = draw(st.integers(0, 4))
    values = [draw(st.tuples(*[st.floats()] * count)) for _ in range(4)]
    return Series(draw(texts), draw(st.integers(0, 9)), *values)


plots = st.builds(
    Plot,
    name=names,
    title=texts,
    x_label=texts,
    y_label=texts,
    series=st.lists(series(), max_size=3).map(tuple),
    ticks=st.lists(texts, max_size=3).map(tuple),
    is_share=st.booleans(),
    is_joined=st.booleans(),
    is_log_x=st.booleans(),
    is_log_y=st.booleans(),
    baseline=st.none() | st.floats(),
)
zones = st.integers(-12, 12).map(lambda hours: timezone(timedelta(hours=hours)))
records = st.builds(
    ExperimentRecord,
    kind=st.sampled_from(RECORD_KINDS),
    made=st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=zones).map(
        lambda made: made.replace(fold=0)
    ),
    seconds=st.floats(0, 1e9),
    settings=st.dictionaries(texts, texts, max_size=3),
    tables=st.dictionaries(names, tables(), max_size=3),
    conclusions=st.lists(texts, max_size=3).map(tuple),
    plots=st.lists(plots, max_size=2).map(tuple),
)
