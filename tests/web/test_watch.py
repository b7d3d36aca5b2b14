"""What is told of answers and sessions: to the log, and to the counts."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from mapapp.web.log import JsonLines, RequestLog
from mapapp.web.metrics import ROUTES, Metrics, route_of
from mapapp.web.watch import Watch


async def five_bytes(_: Request) -> Response:
    return PlainTextResponse("12345")


async def breaks(_: Request) -> Response:
    message = "a bug"
    raise RuntimeError(message)


async def listens(socket: WebSocket) -> None:
    await socket.accept()
    try:
        while True:
            await socket.send_text(await socket.receive_text())
    except WebSocketDisconnect:
        return


async def refuses(socket: WebSocket) -> None:
    await socket.close(1008)


@pytest.fixture
def metrics() -> Metrics:
    return Metrics()


@pytest.fixture
def client(metrics: Metrics) -> TestClient:
    routes = [
        Route("/data/{rest:path}", five_bytes),
        Route("/map/broken", breaks),
        WebSocketRoute("/_stcore/stream", listens),
        WebSocketRoute("/_stcore/closed", refuses),
        metrics.route(),
    ]
    watched = Middleware(Watch, listeners=[RequestLog(), metrics])
    return TestClient(Starlette(routes=routes, middleware=[watched]), raise_server_exceptions=False)


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    with caplog.at_level(logging.INFO, "mapapp.requests"):
        yield caplog


def as_json(record: logging.LogRecord) -> dict[str, object]:
    written = JsonLines().format(record)
    assert "\n" not in written
    return dict(json.loads(written))


def test_an_answer_is_one_line_without_query_or_address(client: TestClient, log: pytest.LogCaptureFixture) -> None:
    client.get("/data/parks?secret=yes", headers={"X-Forwarded-For": "203.0.113.9"})
    (record,) = log.records
    written = as_json(record)
    assert {key: written[key] for key in ("level", "event", "method", "path", "status", "bytes")} == {
        "level": "info",
        "event": "request",
        "method": "GET",
        "path": "/data/parks",
        "status": 200,
        "bytes": 5,
    }
    assert isinstance(written["ms"], float)
    for told in (record.getMessage(), json.dumps(written)):
        assert "secret" not in told
        assert "203.0.113.9" not in told
        assert "testclient" not in told


def test_a_path_cannot_begin_a_line_of_its_own(client: TestClient, log: pytest.LogCaptureFixture) -> None:
    client.get("/data/x%0aGET%20/forged%20200")
    assert "\n" not in log.records[0].getMessage()
    assert as_json(log.records[0])["path"] == "/data/x%0AGET%20/forged%20200"


def test_an_answer_that_breaks_is_logged_as_500(client: TestClient, log: pytest.LogCaptureFixture) -> None:
    assert client.get("/map/broken").status_code == 500
    assert as_json(log.records[0])["status"] == 500


def test_a_session_is_logged_as_it_opens_and_closes(client: TestClient, log: pytest.LogCaptureFixture) -> None:
    with client.websocket_connect("/_stcore/stream") as socket:
        socket.send_text("what the reader does")
        socket.receive_text()
    assert [as_json(record)["event"] for record in log.records] == ["session-opened", "session-closed"]
    assert "reader" not in " ".join(record.getMessage() for record in log.records)


def test_a_session_that_is_refused_is_logged_as_such(client: TestClient, log: pytest.LogCaptureFixture) -> None:
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/_stcore/closed"):
        pass
    assert [(line["method"], line["status"]) for line in map(as_json, log.records)] == [("WEBSOCKET", 403)]


@given(st.text(), st.text())
def test_every_record_is_one_line_of_json(name: str, text: str) -> None:
    record = logging.LogRecord(name, logging.WARNING, "x.py", 1, "%s", (text,), None)
    assert as_json(record)["text"] == text


def test_a_trace_stands_in_the_line_of_its_record() -> None:
    error = RuntimeError("a\nbug")
    record = logging.LogRecord("x", logging.ERROR, "x.py", 1, "It broke", (), (RuntimeError, error, None))
    assert "RuntimeError: a\nbug" in str(as_json(record)["trace"])


def test_answers_are_counted_by_route_and_status(client: TestClient) -> None:
    client.get("/data/parks")
    client.get("/data/posts")
    client.get("/wp-login.php")
    told = client.get("/metrics")
    assert told.headers["content-type"].startswith("text/plain; version=")
    assert 'mapapp_requests_total{route="/data",status="200"} 2.0' in told.text
    assert 'mapapp_requests_total{route="other",status="404"} 1.0' in told.text
    assert 'mapapp_answer_seconds_count{route="/data"} 2.0' in told.text


def test_sessions_are_counted_while_they_are_open_with_what_readers_do(client: TestClient) -> None:
    with client.websocket_connect("/_stcore/stream") as socket:
        socket.send_text("a")
        socket.receive_text()
        during = client.get("/metrics").text
    assert "mapapp_sessions_open 1.0" in during
    assert "mapapp_events_total 1.0" in during
    assert "mapapp_sessions_open 0.0" in client.get("/metrics").text


@given(st.text())
def test_no_reader_can_make_a_route_of_their_own(path: str) -> None:
    assert route_of(f"/{path}") in {"/", "other", *(f"/{route}" for route in ROUTES)}
