"""How to cite the atlas, an entry or a figure of it: references as values, and as sentences for the reader."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from mapapp.core.atlas import Atlas, Entry, Figure, Region, Source
from mapapp.core.card import make_card
from mapapp.core.words import Say, day, marked

PUBLISHED = marked("This figure is published: cite its source, and this atlas as the place where you found it.")
DRAWN = marked("For the value “as drawn here”, which is measured on our outline, cite this atlas.")
ADVICE = marked(
    "Cite published figures from their own sources; cite this atlas for its outlines and what is drawn here."
)


@dataclass(frozen=True)
class Reference:
    """One work as lists of references name it. `within` is the title of the atlas that an entry stands in.

    `names` are authors as they are written, `day` is the day of the data, `read` the day the address was read.
    """

    id: str
    title: str
    language: str
    names: tuple[str, ...] = ()
    within: str | None = None
    is_map: bool = True
    year: int | None = None
    day: dt.date | None = None
    version: str | None = None
    licence: str | None = None
    doi: str | None = None
    address: str | None = None
    read: dt.date | None = None


@dataclass(frozen=True)
class Reader:
    """Who asks: in which language, at which base address (None when it is not known), and on which day."""

    language: str
    base: str | None = None
    today: dt.date | None = None


def cite_atlas(atlas: Atlas, reader: Reader) -> Reference:
    """The reference of the whole map."""
    said = atlas.citation
    last = (said.released if said else None) or atlas.read
    licences = {layer.licence for layer in atlas.layers}
    address = f"{reader.base}?lang={reader.language}" if reader.base else None
    return Reference(
        id=atlas.id,
        title=atlas.say(atlas.title, reader.language),
        language=reader.language,
        names=said.authors if said else (),
        year=last.year if last else None,
        day=last,
        version=said.version if said else None,
        licence=(said.licence if said else None) or (licences.pop() if len(licences) == 1 else None),
        doi=said.doi if said else None,
        address=address,
        read=reader.today if address else None,
    )


def cite_entry(atlas: Atlas, entry: Entry, reader: Reader) -> Reference:
    """The reference of a region or a topic, as a part of the atlas."""
    whole = cite_atlas(atlas, reader)
    key = "region" if isinstance(entry, Region) else "topic"
    return replace(
        whole,
        id=f"{atlas.id}-{entry.id}",
        title=atlas.say(entry.title, reader.language),
        within=whole.title,
        address=f"{whole.address}&{key}={entry.id}" if whole.address else None,
    )


def cite_figure(atlas: Atlas, entry: Entry, figure: Figure, reader: Reader) -> tuple[Reference, ...]:
    """The references of a figure: the entry that shows it, then the sources that published it."""
    ours = cite_entry(atlas, entry, reader)
    title = f"{ours.title}: {atlas.say(figure.label, reader.language)}"
    sources = (source for source in atlas.sources if source.id in figure.sources)
    return (
        replace(ours, id=f"{ours.id}-{figure.id}", title=title),
        *(cite_source(atlas, source, reader.language) for source in sources),
    )


def cite_source(atlas: Atlas, source: Source, language: str) -> Reference:
    """The reference of a source; who published it stands in the place of its authors."""
    return Reference(
        id=source.id,
        title=atlas.say(source.title, language),
        language=source.language,
        names=(atlas.say(source.publisher, language),),
        is_map=False,
        year=source.year,
        address=str(source.url),
        read=source.read,
    )


def sentence(reference: Reference, language: str, say: Say) -> str:
    """A reference as one line of plain text."""
    closed = (f"{part.rstrip().removesuffix('.')}." for part in _parts(reference, language, say))
    return " ".join(" ".join((*closed, *_where(reference, language, say))).split())


def figure_words(atlas: Atlas, entry: Entry, figure: Figure, language: str) -> str:
    """A figure as its card says it: `Area: 180.4 km² (since 2000)`."""
    shown = next(one for one in make_card(atlas, entry, language).figures if one.id == figure.id)
    return f"{shown.label}: {shown.value}" + (f" ({shown.year})" if shown.year else "")


def figure_advice(figure: Figure, say: Say) -> str:
    """Whom to cite for a figure."""
    return " ".join([say(PUBLISHED), *([say(DRAWN)] if figure.drawn else [])])


def _parts(reference: Reference, language: str, say: Say) -> Iterator[str]:
    year = str(reference.year) if reference.year else say("no date")
    title = reference.title
    if reference.within:
        title = say("%(title)s. In: %(atlas)s [map]") % {"title": title, "atlas": reference.within}
    elif reference.is_map:
        title = say("%(title)s [map]") % {"title": title}
    yield f"{'; '.join(reference.names)} ({year})" if reference.names else f"{title} ({year})"
    if reference.names:
        yield title
    if reference.version:
        yield say("Version %(version)s") % {"version": reference.version}
    if reference.day:
        yield say("Data of %(day)s") % {"day": day(reference.day, language)}
    if reference.licence:
        yield say("Licence: %(licence)s") % {"licence": reference.licence}


def _where(reference: Reference, language: str, say: Say) -> Iterator[str]:
    """Nothing follows an address at once, so that it can be copied."""
    if reference.doi:
        yield f"doi:{reference.doi}"
    if reference.address:
        yield reference.address
        if reference.read:
            yield say("(read %(day)s)") % {"day": day(reference.read, language)}
