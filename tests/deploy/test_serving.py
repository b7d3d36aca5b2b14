"""The program as whoever runs it meets it: a real process, its signals, its headers and its log."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytest_socket import enable_socket
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from tests.atlases import write_atlas

REPOSITORY = Path(__file__).resolve().parents[2]
PATIENCE = 60
pytestmark = pytest.mark.enable_socket


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Served:
    """A process of the map on a port of its own; its log is read line by line."""

    def __init__(self, atlas: Path, **settings: str) -> None:
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = int(probe.getsockname()[1])
        command = [sys.executable, "-m", "mapapp", "run", "--atlas", str(atlas), "--port", str(self.port)]
        environment = {**os.environ, "HOST": "127.0.0.1", "MAPAPP_LOG": "json", **settings}
        self.process = subprocess.Popen(command, cwd=REPOSITORY, env=environment, stderr=subprocess.PIPE, text=True)
        self.lines: list[dict[str, object]] = []

    def await_event(self, event: str) -> None:
        """Read the log up to an event."""
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.lines.append(json.loads(line))
            if self.lines[-1]["event"] == event:
                return
        pytest.fail(f"the log ended without {event}: {self.lines}")

    def ask(self, path: str, host: str = "localhost") -> Answer:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as asking:
            asking.request("GET", path, headers={"Host": host})
            answer = asking.getresponse()
            return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())

    def session(self, origin: str) -> ClientConnection:
        address = f"ws://127.0.0.1:{self.port}/_stcore/stream"
        return connect(address, origin=Origin(origin), subprotocols=[Subprotocol("streamlit")], proxy=None)

    def end(self) -> tuple[int, float]:
        """The exit status and the seconds from the signal to it."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE), time.monotonic() - began


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that goes by a name and counts."""
    enable_socket()
    served = Served(
        write_atlas(tmp_path_factory.mktemp("named") / "atlas"), MAPAPP_HOSTS="map.example.org", MAPAPP_METRICS="1"
    )
    served.await_event("started")
    yield served
    served.process.kill()
    served.process.communicate()


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Served]]:
    """Starts the program with settings, and has it answer."""
    started: list[Served] = []

    def with_settings(**settings: str) -> Served:
        served = Served(write_atlas(tmp_path / "atlas"), **settings)
        started.append(served)
        served.await_event("started")
        return served

    yield with_settings
    for served in started:
        served.process.kill()
        served.process.communicate()


def test_a_signal_ends_it_soon_and_well_with_its_sessions_told_to_come_again(start: Callable[..., Served]) -> None:
    served = start()
    with served.session(f"http://127.0.0.1:{served.port}") as reader:
        status, seconds = served.end()
        with pytest.raises(ConnectionClosed) as closed:
            reader.recv(timeout=PATIENCE)
    assert (status, closed.value.rcvd and closed.value.rcvd.code) == (0, 1012)  # "service restart"
    assert seconds < 10
    served.await_event("stopped")
    assert [line["event"] for line in served.lines][-1] == "stopped"


def test_before_it_stops_it_is_not_ready_and_still_serves(start: Callable[..., Served]) -> None:
    served = start(MAPAPP_DRAIN="600")
    assert served.ask("/readyz").status == 200
    served.process.send_signal(signal.SIGTERM)
    served.await_event("stopping")
    assert served.ask("/readyz").status == 503
    assert served.ask("/").status == 200
    assert served.end()[0] == 0  # a second signal does not wait


def test_a_signal_while_it_starts_ends_it_well(tmp_path: Path) -> None:
    served = Served(write_atlas(tmp_path / "atlas"), MAPAPP_LOG="json")
    served.await_event("starting")
    status, _ = served.end()
    assert status == 0
    served.process.communicate()


def test_no_answer_says_what_serves_it(named: Served) -> None:
    paths = ("/", "/healthz", "/data/atlas.json", "/nowhere", "/_stcore/health", "/metrics")
    told = {path: named.ask(path).headers for path in paths} | {"another": named.ask("/", "evil.example").headers}
    names = re.compile(r"uvicorn|streamlit|starlette|python|mapapp/\d", re.IGNORECASE)
    said = [(path, name, value) for path, headers in told.items() for name, value in headers.items()]
    assert [one for one in said if one[1] in {"server", "x-powered-by", "via"}] == []
    assert [one for one in said if one[1] != "set-cookie" and names.search(one[2])] == []  # Streamlit names its cookie


def test_it_goes_by_the_names_that_it_was_given(named: Served) -> None:
    hosts = ("map.example.org", "map.example.org:8080", "localhost", "127.0.0.1", "evil.example")
    assert [named.ask("/", host).status for host in hosts] == [200, 200, 200, 200, 400]
    assert named.ask("/", "evil.example").headers["x-content-type-options"] == "nosniff"


def test_a_session_is_for_our_own_page(named: Served) -> None:
    with pytest.raises(InvalidStatus) as refused:
        named.session("http://evil.example")
    assert refused.value.response.status_code == 403


def test_it_counts_when_it_is_asked_to(named: Served) -> None:
    with named.session(f"http://127.0.0.1:{named.port}"):
        assert b"mapapp_sessions_open 1.0" in named.ask("/metrics").body


def test_by_default_it_counts_nothing_and_goes_by_any_name(start: Callable[..., Served]) -> None:
    served = start()
    assert b"mapapp" not in served.ask("/metrics").body
    assert served.ask("/", "whatever.example").status == 200


def test_every_line_of_the_log_is_json_also_those_of_streamlit(start: Callable[..., Served]) -> None:
    served = start()
    served.ask("/data/atlas.json?secret=1")
    assert served.end()[0] == 0
    served.await_event("stopped")
    assert {"started", "request", "stopping", "stopped"} <= {str(line["event"]) for line in served.lines}
    assert all({"time", "level", "event", "from"} <= line.keys() for line in served.lines)
    assert "secret" not in json.dumps(served.lines)
