"""Networks to start from: those of the course, and some to compare them with."""

from dataclasses import dataclass

from kernelview.learn.blueprint import Blueprint, layer
from kernelview.learn.errors import LearnError


@dataclass(frozen=True)
class Template:
    """A network, the `id` that the command line knows it by, and what it teaches."""

    id: str
    blueprint: Blueprint
    help: str


TEMPLATES: tuple[Template, ...] = (
    Template(
        "course-cnn",
        Blueprint(
            "The course's network",
            (
                layer("Conv2D", filters=64, kernel_size=(3, 3), activation="relu"),
                layer("MaxPooling2D", pool_size=(2, 2)),
                layer("Flatten"),
                layer("Dense", units=None, activation="softmax"),
            ),
        ),
        "The first deep network of the course: 64 kernels of 3 × 3, pooling, one decision.",
    ),
    Template(
        "course-dense",
        Blueprint(
            "The course's basic network",
            (
                layer("Flatten"),
                layer("Dense", units=32, activation="relu"),
                layer("Dense", units=None, activation="softmax"),
            ),
        ),
        "Every pixel an input of every neuron: no kernels, and no idea that neighbours matter.",
    ),
    Template(
        "few-large-kernels",
        Blueprint(
            "Few large kernels",
            (
                layer("Conv2D", filters=16, kernel_size=(7, 7), activation="relu"),
                layer("MaxPooling2D", pool_size=(2, 2)),
                layer("Flatten"),
                layer("Dense", units=None, activation="softmax"),
            ),
        ),
        "Sixteen kernels of 7 × 7: large enough to see strokes and edges in them.",
    ),
    Template(
        "two-convolutions",
        Blueprint(
            "Two convolutions",
            (
                layer("Conv2D", filters=32, kernel_size=(3, 3), activation="relu"),
                layer("MaxPooling2D", pool_size=(2, 2)),
                layer("Conv2D", filters=64, kernel_size=(3, 3), activation="relu"),
                layer("MaxPooling2D", pool_size=(2, 2)),
                layer("Flatten"),
                layer("Dense", units=64, activation="relu"),
                layer("Dropout", rate=0.5),
                layer("Dense", units=None, activation="softmax"),
            ),
        ),
        "A deeper network: the second layer sees patterns of the first one's answers.",
    ),
    Template(
        "softmax-alone",
        Blueprint(
            "One layer alone",
            (layer("Flatten"), layer("Dense", units=None, activation="softmax")),
        ),
        "Logistic regression: what can be told from weighted pixels alone.",
    ),
)


def template(name: str) -> Template:
    """Return the template of an id. Raises LearnError that names the known ones."""
    for one in TEMPLATES:
        if one.id == name:
            return one
    known = ", ".join(one.id for one in TEMPLATES)
    raise LearnError(f"no network is called {name!r}; there are {known}")
