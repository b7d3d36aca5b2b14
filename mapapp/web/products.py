"""What is published besides the map: files that a server makes on demand, made ahead by the same makers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from mapapp.web.data import MEDIA_TYPES
from mapapp.web.make import MAKERS
from mapapp.web.making import Ask
from mapapp.web.still import Still


@dataclass(frozen=True)
class Product:
    """A file of a publication by its name in the folder: which maker makes it, and how it is asked."""

    name: str
    what: str
    ask: Ask


Kind = Callable[[Still], Iterator[Product]]
Tell = Callable[[str], None]


def layers_and_regions(still: Still) -> Iterator[Product]:
    """Each layer and each region in every format."""
    for kind, names in (("layers", still.site.vocabulary.layers), ("regions", sorted(still.site.vocabulary.regions))):
        for name in names:
            for ending in MEDIA_TYPES:
                yield Product(f"data/{kind}/{name}.{ending}", "data", {"format": ending, kind: [name]})


PRODUCTS: tuple[Kind, ...] = (layers_and_regions,)
"""One line a kind of product."""


def make_products(still: Still, folder: Path, kinds: Sequence[Kind], tell: Tell) -> None:
    """Make what is not in the folder yet; `tell` hears the name of each. Raises what the makers raise."""
    for product in (one for kind in kinds for one in kind(still)):
        out = folder / product.name
        if out.exists():
            continue
        tell(product.name)
        out.parent.mkdir(parents=True, exist_ok=True)
        import_module(MAKERS[product.what]).make(still.site, product.ask, out, lambda *_: None)
