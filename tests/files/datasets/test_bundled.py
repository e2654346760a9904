import numpy as np

from kernelview.files.datasets import load_bundled


def test_the_mnist_digits_are_there() -> None:
    dataset = load_bundled("mnist-5k")
    assert dataset.images.shape == (5000, 28, 28, 1)
    assert dataset.class_names == tuple("0123456789")
    assert dataset.counts().tolist() == [500] * 10
    assert dataset.inputs().max() == 1


def test_the_small_digits_have_a_white_of_16() -> None:
    dataset = load_bundled("digits-8x8")
    assert dataset.images.shape == (1797, 8, 8, 1)
    assert dataset.inputs().max() == 1
    assert dataset.counts().min() > 170


def test_the_bundled_order_has_no_meaning() -> None:
    labels = load_bundled("mnist-5k").labels
    assert all(
        len(set(labels[start : start + 100].tolist())) == 10 for start in range(0, 5000, 100)
    )
    assert not np.array_equal(labels, np.sort(labels))
