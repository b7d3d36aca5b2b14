"""Layer styles as CSS custom properties, so that the browser decides light or dark; paper is light."""

from __future__ import annotations

from collections.abc import Iterable

from mapapp.core.atlas import Large, Layer

_DASHES = {"solid": "none", "dashed": "9 5", "dotted": "2 6"}


def layer_css(layers: Iterable[Layer | Large]) -> str:
    """One rule a layer in light colours and one in dark. Ids are slugs and colours hexadecimal: nothing to escape."""
    light, dark = [], []
    for layer in layers:
        style = layer.style
        light.append(
            f".layer-{layer.id}{{--colour:{style.light};--fill:{style.fill:g};"
            f"--weight:{style.weight:g}px;--dash:{_DASHES[style.line]}}}"
        )
        dark.append(f":root:not(.is-printing) .layer-{layer.id}{{--colour:{style.dark}}}")
    return "\n".join([*light, "@media (prefers-color-scheme: dark){", *dark, "}"]) + "\n"
