"""How well a network does, counted."""

import numpy as np
import pytest

from kernelview.jobs import Progress, run
from kernelview.learn.dataset import Dataset
from kernelview.learn.errors import LearnError
from kernelview.learn.evaluation import Evaluation, evaluate
from tests.learn.networks import CLASSES, EVERY_KIND, SHAPE, network

PROBABILITIES = np.array(
    [
        [0.9, 0.1, 0.0],  # 0, right
        [0.2, 0.8, 0.0],  # 0 for 1
        [0.4, 0.6, 0.0],  # 0 for 1, less sure
        [0.3, 0.5, 0.2],  # 1, right
        [0.7, 0.3, 0.0],  # 1 for 0
    ],
    np.float32,
)
JUDGED = Evaluation(PROBABILITIES, np.array([0, 0, 0, 1, 1]), 0.5)


def pictures(count: int = 20) -> Dataset:
    random = np.random.default_rng(5)
    images = random.integers(0, 256, (count, *SHAPE), np.uint8)
    return Dataset("pictures", images, random.integers(0, 3, count), CLASSES)


def black(shape: tuple[int, ...], class_names: tuple[str, ...]) -> Dataset:
    return Dataset("black", np.zeros((1, *shape)), np.zeros(1, np.int64), class_names)


def test_the_confusion_has_the_truth_in_its_rows() -> None:
    assert JUDGED.confusion.tolist() == [[1, 2, 0], [1, 1, 0], [0, 0, 0]]


def test_accuracies_are_shares_of_what_there_is() -> None:
    assert JUDGED.accuracy == pytest.approx(2 / 5)
    assert JUDGED.class_accuracy.tolist() == pytest.approx([1 / 3, 1 / 2, np.nan], nan_ok=True)


def test_the_mistakes_of_a_cell_are_the_surest_first() -> None:
    assert JUDGED.mistakes(0, 1).tolist() == [1, 2]
    assert JUDGED.mistakes(1, 0).tolist() == [4]
    assert JUDGED.mistakes(1, 2).tolist() == []
    assert JUDGED.mistakes(0, 0).tolist() == [0]


def test_the_worst_are_those_it_is_surest_of() -> None:
    assert JUDGED.worst(9).tolist() == [1, 4, 2]
    assert JUDGED.worst(2).tolist() == [1, 4]


@pytest.mark.parametrize("batch", [1, 7, 64])
def test_it_is_what_predict_says_of_the_pictures(batch: int) -> None:
    model, dataset = network(EVERY_KIND), pictures()
    found = run(evaluate(model, dataset, batch=batch))
    wanted = model.predict(dataset.inputs())
    assert np.allclose(found.probabilities, wanted, atol=1e-6)
    assert found.accuracy == np.mean(wanted.argmax(axis=1) == dataset.labels)
    chances = wanted[np.arange(20), dataset.labels].astype(np.float64)
    assert found.loss == pytest.approx(-np.log(chances).mean(), rel=1e-4)
    assert found.confusion.sum() == 20
    assert not found.probabilities.flags.writeable


def test_it_stops_for_progress_after_each_batch() -> None:
    steps: list[Progress] = []
    run(evaluate(network(EVERY_KIND), pictures(), batch=8), steps.append)
    assert [(one.done, one.total) for one in steps] == [(8, 20), (16, 20), (20, 20)]


@pytest.mark.parametrize(
    ("dataset", "reason"),
    [
        (pictures(0), "no pictures"),
        (
            Dataset("d", np.zeros((1, 8, 9, 2)), np.zeros(1, np.int64), CLASSES),
            r"takes.*\(9, 8, 2\), d has",
        ),
        (Dataset("d", np.zeros((1, *SHAPE)), np.zeros(1, np.int64), ("a", "b")), "has 2 classes"),
    ],
)
def test_pictures_that_do_not_fit_are_refused(dataset: Dataset, reason: str) -> None:
    with pytest.raises(LearnError, match=reason):
        run(evaluate(network(EVERY_KIND), dataset))
