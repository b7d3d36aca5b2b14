"""`/picture.<png|pdf|svg>`: a view as a sheet of paper or a card for links; `/facts.pdf`: what is known of an entry."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mapapp.core.view import EMBEDDED, ViewState, from_query, to_query
from mapapp.web.assets import nothing_here
from mapapp.web.citing import base_of
from mapapp.web.made import Wanted, answer
from mapapp.web.making import Ask, Maker
from mapapp.web.questions import asked_language

FORMS = {"png": "image/png", "pdf": "application/pdf", "svg": "image/svg+xml"}
SIZES = ("a4", "a3", "card")


def paper_routes(maker: Maker) -> list[Route]:
    """The routes of one atlas. For what an address names and the atlas lacks, nothing else is drawn instead."""
    atlas, vocabulary = maker.site.atlas, maker.site.vocabulary

    async def picture(request: Request) -> Response:
        form, size = request.path_params["form"], request.query_params.get("size", "a4")
        view = _view(maker, request)
        if atlas is None or form not in FORMS or size not in SIZES or view is None:
            return nothing_here()
        ask = {"form": form, "size": size, **_shared(maker, request, view)}
        name = f"{'-'.join(filter(None, (atlas.id, view.selected)))}-{size}.{form}"
        return await answer(maker, Wanted("picture", ask, name, FORMS[form]), request)

    async def facts(request: Request) -> Response:
        view = _view(maker, request)
        if atlas is None or view is None:
            return nothing_here()
        alone = ViewState(view.selected, vocabulary.shown, language=view.language)
        ask = {"entry": view.selected, **_shared(maker, request, alone)}
        name = f"{'-'.join(filter(None, (atlas.id, view.selected)))}-facts.pdf"
        return await answer(maker, Wanted("facts", ask, name, FORMS["pdf"]), request)

    return [Route("/picture.{form}", picture), Route("/facts.pdf", facts)]


def _view(maker: Maker, request: Request) -> ViewState | None:
    """The view that an address asks for; None when it names a region or a topic that the atlas lacks."""
    asked, words = request.query_params, maker.site.vocabulary
    if _unknown(asked, "region", words.regions) or _unknown(asked, "topic", words.topics):
        return None
    view = from_query(asked, words, asked_language(request, words.languages))
    # Online maps and the story are the page's; paper has the map of the atlas.
    return ViewState(view.selected, view.layers, EMBEDDED, view.language, view.year, None, view.place)


def _unknown(asked: Mapping[str, str], key: str, known: Mapping[str, str] | frozenset[str]) -> bool:
    return key in asked and asked[key] not in known


def _shared(maker: Maker, request: Request, view: ViewState) -> Ask:
    return {
        "language": view.language,
        "view": to_query(view, maker.site.vocabulary),
        "base": base_of(request),
    }
