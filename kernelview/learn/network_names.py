"""What a list of layers is called: a template's name only while it has the template's layers."""

from kernelview.learn.blueprint import LayerSpec, Value
from kernelview.learn.layer_kinds import layer_kind
from kernelview.learn.templates import TEMPLATES, Template

OWN_NAME = "A network of your own"


def template_of(layers: tuple[LayerSpec, ...]) -> Template | None:
    """Return the template that has these layers, whether defaults are written out or not."""
    wanted = spelt_out(layers)
    return next((one for one in TEMPLATES if spelt_out(one.blueprint.layers) == wanted), None)


def name_of(layers: tuple[LayerSpec, ...], name: str) -> str:
    """Return the name of the template that has these layers, else `name`.

    A template's name does not stay with layers that are not its own.
    """
    found = template_of(layers)
    if found is not None:
        return found.blueprint.name
    taken = {one.blueprint.name for one in TEMPLATES}
    return name if name and name not in taken else OWN_NAME


def spelt_out(layers: tuple[LayerSpec, ...]) -> tuple[tuple[str, dict[str, Value]], ...]:
    """Return each layer's kind and all its options, those left out at their defaults."""
    return tuple(
        (
            one.kind,
            {option.name: option.default for option in layer_kind(one.kind).options}
            | dict(one.options),
        )
        for one in layers
    )
