"""References in the formats of programs that keep them: BibTeX, RIS, CSL-JSON, and the facts of a CITATION.cff."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from mapapp.core.cite import Reference

# Braces are spelt out: BibTeX counts them even behind a backslash.
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}
_IN_ADDRESSES = "%:/?#[]@!$&'()*+,;=~"


def bibtex(references: Iterable[Reference]) -> str:
    """BibTeX entries in UTF-8 text, with the fields that BibLaTeX adds for addresses."""
    return "\n".join(map(_bibtex, references))


def ris(references: Iterable[Reference]) -> str:
    """RIS records; their lines end as the format asks, with carriage return and line feed."""
    return "".join(f"{tag}  - {value}\r\n" for one in references for tag, value in _ris(one))


def csl(references: Iterable[Reference]) -> list[dict[str, Any]]:
    """CSL-JSON items."""
    return [_present(_csl(one)) for one in references]


def cff(reference: Reference) -> dict[str, Any]:
    """What stands in a CITATION.cff (version 1.2.0) for data; the atlas itself must have a title alone."""
    return _present(
        {
            "cff-version": "1.2.0",
            "message": "If you use these data, please cite them as below.",
            "type": "dataset",
            "title": _line(reference.title),
            "authors": [{"name": _line(name)} for name in reference.names or (reference.title,)],
            "version": reference.version,
            "date-released": reference.day.isoformat() if reference.day else None,
            "license": reference.licence,
            "doi": reference.doi,
            "url": _address(reference),
        }
    )


def _bibtex(one: Reference) -> str:
    kind = "incollection" if one.within else "misc"
    # A body's name in braces of its own is not taken apart into first and last names.
    texts = {
        "author": " and ".join(f"{{{_tex(name)}}}" for name in one.names),
        "title": f"{{{_tex(one.title)}}}",
        "booktitle": f"{{{_tex(one.within)}}}" if one.within else "",
        "howpublished": "Map" if one.is_map and not one.within else "",
        "year": str(one.year or ""),
        "version": _tex(one.version or ""),
        "note": f"Licence: {_tex(one.licence)}" if one.licence else "",
        "doi": one.doi or "",
        "url": _address(one) or "",
        "urldate": one.read.isoformat() if one.read else "",
        "language": one.language,
    }
    fields = "".join(f"  {key} = {{{value}}},\n" for key, value in texts.items() if value)
    return f"@{kind}{{{one.id},\n{fields}}}\n"


def _tex(text: str) -> str:
    return "".join(_TEX.get(sign, sign) for sign in _line(text))


def _ris(one: Reference) -> Iterator[tuple[str, str]]:
    yield "TY", "MAP" if one.is_map else "ELEC"
    yield "ID", one.id
    for name in one.names:
        yield "AU", _line(name)
    texts = {
        "TI": one.title,
        "T2": one.within,
        "PY": one.year and str(one.year),
        "DA": _slashed(one.day),
        "ET": one.version,
        "N1": f"Licence: {one.licence}" if one.licence else None,
        "DO": one.doi,
        "UR": _address(one),
        "Y2": _slashed(one.read),
        "LA": one.language,
    }
    for tag, value in texts.items():
        if value:
            yield tag, _line(value)
    yield "ER", ""


def _slashed(day: dt.date | None) -> str | None:
    return f"{day:%Y/%m/%d}" if day else None


def _csl(one: Reference) -> dict[str, Any]:
    issued = one.day or one.year
    return {
        "id": one.id,
        "type": "map" if one.is_map else "webpage",
        "title": _line(one.title),
        "author": [{"literal": _line(name)} for name in one.names],
        "container-title": _line(one.within) if one.within else None,
        "issued": _csl_date(issued) if issued else None,
        "version": one.version,
        "license": one.licence,
        "DOI": one.doi,
        "URL": _address(one),
        "accessed": _csl_date(one.read) if one.read else None,
        "language": one.language,
    }


def _csl_date(value: dt.date | int) -> dict[str, Any]:
    parts = [value] if isinstance(value, int) else [value.year, value.month, value.day]
    return {"date-parts": [parts]}


def _present(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value}


def _line(text: str) -> str:
    """A text in one line: a line end would begin a field of its own."""
    return " ".join(text.split())


def _address(one: Reference) -> str | None:
    """An address in the signs that addresses may have, so that no format reads anything else into it."""
    return quote(one.address, safe=_IN_ADDRESSES) if one.address else None
