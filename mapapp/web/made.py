"""Answers with files that are made on demand: the file, or a sentence why there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response

from mapapp.store.wording import interface
from mapapp.web.assets import REVALIDATE
from mapapp.web.making import Ask, MakeError, Maker
from mapapp.web.questions import asked_language


@dataclass(frozen=True)
class Wanted:
    """What is to be made (a key of `make.MAKERS`), how, and under which ASCII name and type it is answered.

    `ask` holds validated values alone: ids of the vocabulary, numbers within bounds, a view from `from_query`.
    """

    what: str
    ask: Ask
    name: str
    media_type: str


async def answer(maker: Maker, wanted: Wanted, request: Request) -> Response:
    """The file that is wanted, 304 when the client has it, or a sentence with 500 or 503 why there is none."""
    etag = f'"{maker.digest(wanted.what, wanted.ask)}"'
    if etag in {tag.strip() for tag in request.headers.get("if-none-match", "").split(",")}:
        return Response(status_code=304, headers=_headers(etag))
    try:
        path = await maker.make(wanted.what, wanted.ask)
    except MakeError as error:
        return refusal(error, request, maker.site.vocabulary.languages)
    return file_answer(path, etag, wanted.name, wanted.media_type)


def file_answer(path: Path, etag: str, name: str, media_type: str) -> Response:
    """A file that was made, to be saved under a name of ASCII letters."""
    return FileResponse(path, headers=_headers(etag), media_type=media_type, filename=name)


def refusal(error: MakeError, request: Request, languages: Sequence[str]) -> Response:
    """Why there is no file, in the reader's language."""
    words = interface(asked_language(request, languages)).gettext(str(error))
    later = {"Retry-After": "60"} if error.status == 503 else {}
    return PlainTextResponse(
        f"{words}\n",
        status_code=error.status,
        headers={"Cache-Control": "no-store", "Vary": "Accept-Language", **later},
    )


def _headers(etag: str) -> Mapping[str, str]:
    return {"ETag": etag, "Cache-Control": REVALIDATE}
