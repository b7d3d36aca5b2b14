"""Streamlit shows no error dialogs of its own; everything else it says stays as it is."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from mapapp.web.host_config import PATH, NoErrorDialogs


def client(answer: Response) -> TestClient:
    async def say(_: Request) -> Response:
        return answer

    routes = [Route(PATH, say), Route("/other", say)]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(NoErrorDialogs)]))


def test_the_dialogs_are_blocked_and_the_rest_stays() -> None:
    answer = client(JSONResponse({"blockErrorDialogs": False, "kept": [1]}, headers={"X-Kept": "yes"})).get(PATH)
    assert answer.json() == {"blockErrorDialogs": True, "kept": [1]}
    assert answer.headers["X-Kept"] == "yes"
    assert int(answer.headers["Content-Length"]) == len(answer.content)


def test_other_answers_are_left_alone() -> None:
    assert client(JSONResponse({"blockErrorDialogs": False})).get("/other").json() == {"blockErrorDialogs": False}


@pytest.mark.parametrize("status", [403, 500])
def test_an_error_is_passed_on(status: int) -> None:
    answer = client(Response("no", status_code=status)).get(PATH)
    assert (answer.status_code, answer.text) == (status, "no")
