"""What is published besides the map: files that a server makes on demand, made ahead by the same makers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path

from mapapp.core.cite import Reader as CitationReader
from mapapp.core.view import ViewState, to_query
from mapapp.render.paper.landscape import Landscape, Reader
from mapapp.render.paper.picture import picture
from mapapp.web.citing import MEDIA_TYPES as CITATIONS
from mapapp.web.citing import cite_file
from mapapp.web.data import MEDIA_TYPES, drawn, everything_ask, layer_ask, region_ask
from mapapp.web.loaded import loaded_atlas
from mapapp.web.make import MAKERS
from mapapp.web.making import Ask
from mapapp.web.picture_files import landscape_of, reader_of
from mapapp.web.still import PREVIEW, Still

Write = Callable[[Path], object]
Kind = Callable[[Still], Iterator[tuple[str, Write]]]
"""Gives files of a publication, each with its name in the folder and what writes it."""

Tell = Callable[[str], None]


def data(still: Still) -> Iterator[tuple[str, Write]]:
    """Each layer, each region and all layers together in every format."""
    site = still.site
    asked = {f"data/layers/{name}": layer_ask(site, name) for name in drawn(site)}
    asked |= {f"data/regions/{name}": region_ask(site, name) for name in site.vocabulary.regions}
    asked["data/all"] = everything_ask(site)
    for name, ask in asked.items():
        for ending in MEDIA_TYPES:
            yield f"{name}.{ending}", partial(_made, still, "data", {**(ask or {}), "format": ending})


def sheets(still: Still) -> Iterator[tuple[str, Write]]:
    """A picture of the map and a sheet of facts of the whole atlas in each language."""
    for language in still.atlas.languages:
        ask = _paper_ask(still, language)
        for form in ("png", "pdf", "svg"):
            yield f"{language}/picture.{form}", partial(_made, still, "picture", {**ask, "form": form, "size": "a4"})
        yield f"{language}/facts.pdf", partial(_made, still, "facts", {**ask, "entry": None})


def citations(still: Still) -> Iterator[tuple[str, Write]]:
    """How to cite the atlas and each of its entries, in each language and form."""
    asked: dict[str, dict[str, str]] = {"": {}, **{f"{one.id}/": {"region": one.id} for one in still.atlas.regions}}
    asked |= {f"{one.id}/": {"topic": one.id} for one in still.atlas.topics}
    for language in still.atlas.languages:
        reader = CitationReader(language, still.address or None)
        for folder, ask in asked.items():
            for ending in CITATIONS:
                yield f"{language}/{folder}cite.{ending}", partial(_cite, still, ask, ending, reader)


def packs(still: Still) -> Iterator[tuple[str, Write]]:
    """The briefing pack of the whole landscape in each language."""
    for language in still.atlas.languages:
        yield (
            f"{language}/pack.zip",
            partial(_made, still, "pack", {**_paper_ask(still, language), "box": [], "day": None}),
        )


def previews(still: Still) -> Iterator[tuple[str, Write]]:
    """The picture that is shown with a link to a page; of use only where the pages know their whole address."""
    if not still.address:
        return
    landscape = landscape_of(loaded_atlas(still.site))
    shown = still.site.vocabulary.shown
    for language in still.atlas.languages:
        for entry in (None, *(entry.id for entry in still.atlas.entries)):
            own = still.site.vocabulary.regions.get(entry or "")
            view = ViewState(entry, shown | ({own} if own else set()), language=language)
            write = partial(_draw, landscape, view, reader_of(_paper_ask(still, language, entry)))
            yield f"{language}/{entry}/{PREVIEW}" if entry else f"{language}/{PREVIEW}", write


PRODUCTS: tuple[Kind, ...] = (data, sheets, citations, packs, previews)
"""One word a kind of product."""


def make_products(still: Still, folder: Path, kinds: Sequence[Kind], tell: Tell) -> None:
    """Make what is not in the folder yet; `tell` hears the name of each. Raises what the makers raise."""
    for name, write in (one for kind in kinds for one in kind(still)):
        out = folder / name
        if not out.exists():
            tell(name)
            out.parent.mkdir(parents=True, exist_ok=True)
            write(out)


def _made(still: Still, what: str, ask: Ask, out: Path) -> None:
    import_module(MAKERS[what]).make(still.site, ask, out, lambda *_: None)


def _cite(still: Still, ask: Mapping[str, str], ending: str, reader: CitationReader, out: Path) -> None:
    body = cite_file(still.atlas, ask, ending, reader)
    assert body is not None  # noqa: S101  # the entry is the atlas's own
    out.write_bytes(body)


def _draw(landscape: Landscape, view: ViewState, reader: Reader, out: Path) -> None:
    out.write_bytes(picture(landscape, view, reader, "png", "card"))


def _paper_ask(still: Still, language: str, entry: str | None = None) -> Ask:
    view = ViewState(entry, still.site.vocabulary.shown, language=language)
    return {"language": language, "view": to_query(view, still.site.vocabulary), "base": still.address or None}
