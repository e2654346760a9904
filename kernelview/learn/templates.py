"""Networks to start from: those of the course, and some to compare them with."""

from dataclasses import dataclass

from kernelview.learn.blueprint import Blueprint, LayerSpec, Value, layer
from kernelview.learn.errors import LearnError
from kernelview.learn.layer_kinds import layer_kind


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


OWN_NAME = "A network of your own"


def template_of(layers: tuple[LayerSpec, ...]) -> Template | None:
    """Return the template that has these layers, whether defaults are written out or not."""
    wanted = _spelt_out(layers)
    return next((one for one in TEMPLATES if _spelt_out(one.blueprint.layers) == wanted), None)


def name_of(layers: tuple[LayerSpec, ...], name: str) -> str:
    """Return the name of the template that has these layers, else `name`.

    A template's name does not stay with layers that are not its own.
    """
    found = template_of(layers)
    if found is not None:
        return found.blueprint.name
    taken = {one.blueprint.name for one in TEMPLATES}
    return name if name and name not in taken else OWN_NAME


def _spelt_out(layers: tuple[LayerSpec, ...]) -> tuple[tuple[str, dict[str, Value]], ...]:
    return tuple(
        (
            one.kind,
            {option.name: option.default for option in layer_kind(one.kind).options}
            | dict(one.options),
        )
        for one in layers
    )
