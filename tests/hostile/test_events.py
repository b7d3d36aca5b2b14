"""Forged events: whatever a browser sends, the page runs to its end, says nothing of itself, and shows known things."""

from __future__ import annotations

import json
import logging
import platform
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from importlib.metadata import version

import pytest
from starlette.websockets import WebSocketDisconnect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.metrics_util import Installation

from mapapp.web.keep import current_site
from tests.atlases import write_atlas
from tests.chronicles import chronicled, chronicled_files
from tests.conftest import Whole
from tests.hostile.corpus import STRINGS
from tests.hostile.session import EVENTS, Run, Session, session

ENDED = "FINISHED_SUCCESSFULLY"
TEXTUAL = ("json_trigger_value", "json_value", "string_value")  # how a browser may tell of a widget
NO_EVENTS = ("", "{", "[[[", "NaN", "\0", '[{"event": 7}]', "[" * 100_000)
ADDRESS = ("region", "topic", "layers", "lang", "view", "basemap", "year", "story", "other")
KEYS = ("selected", "layers", "basemap", "year", "story")
BARE: tuple[dict[str, str] | None, ...] = (None, {})
NO_LAYER = {"layers": ""}


@pytest.fixture(scope="module")
def served(whole: Whole, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Whole]:
    """The application, whose page shows an atlas with everything that an event may name."""
    catalogue = chronicled() | {"languages": ["en"]}
    folder = write_atlas(tmp_path_factory.mktemp("events") / "atlas", catalogue, chronicled_files())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MAPAPP_ATLAS", str(folder))
        current_site.cache_clear()
        yield whole
    current_site.cache_clear()


@pytest.fixture
def held(served: Whole, caplog: pytest.LogCaptureFixture) -> Iterator[Session]:
    """A session; afterwards the log tells of no error."""
    with session(served.client) as held:
        yield held
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR] == []


def batched(texts: Sequence[str], size: int) -> list[Sequence[str]]:
    """All texts, so many at a time: a run of the page takes a tenth of a second."""
    return [texts[start : start + size] for start in range(0, len(texts), size)]


def silent(run: Run) -> bool:
    """The page ran to its end and told nothing of how it is made."""
    return run.ended == ENDED and "exception {" not in run.said and "Traceback" not in run.said


def test_a_sound_event_is_heard(held: Session) -> None:
    assert held.event({"selected": "gate", "year": "2010"}).address == {"region": "gate", "year": "2010"}
    assert held.event({"selected": "", "layers": ""}).address == {"layers": ""}


def test_a_session_tells_nothing_of_the_machine_it_runs_on(served: Whole) -> None:
    with served.client.websocket_connect("/_stcore/stream", subprotocols=["streamlit"]) as socket:
        socket.send_bytes(BackMsg(rerun_script=ClientState(query_string="")).SerializeToString())
        first = socket.receive_bytes()
    told = ForwardMsg.FromString(first)
    assert told.new_session.initialize.session_id
    assert told.new_session.initialize.HasField("environment_info")
    words = {
        version("streamlit"),
        platform.python_version(),
        sys.platform,
        "page.py",
        Installation.instance().installation_id,
    }
    assert [word for word in words if word.encode() in first] == []


def test_hostile_strings_in_an_event_are_inert(held: Session) -> None:
    for texts in batched(STRINGS, len(KEYS)):
        run = held.event(dict(zip(KEYS, texts, strict=False)))
        assert silent(run), texts
        assert run.address in (*BARE, NO_LAYER), texts
        assert [text for text in texts if len(text) > 5 and text in run.said] == []


@pytest.mark.parametrize(
    "value",
    [
        *(None, True, 7, -1e308, [], {}, "gate", ["gate"]),
        *({"selected": ["gate"]}, {"selected": {"a": {}}}, {"evil": "x"}, {"selected": "x" * 100_000}),
        *({"__proto__": {"selected": "gate"}}, json.loads("[" * 400 + "]" * 400)),
    ],
    ids=lambda value: str(value)[:30],
)
def test_an_event_of_another_kind_is_inert(held: Session, value: object) -> None:
    run = held.event(value)
    assert silent(run)
    assert run.address in BARE


def test_widgets_that_the_page_does_not_have_are_inert(held: Session) -> None:
    sent = {f"$$ID-{number}-{text[:50]}": ("string_value", text[:9999]) for number, text in enumerate(STRINGS)}
    assert silent(held.run("", **{name: value for name, value in sent.items() if name.isprintable()}))


def test_hostile_strings_in_the_address_of_a_session_are_inert(held: Session) -> None:
    for texts in batched(STRINGS, len(ADDRESS)):
        run = held.run("&".join(f"{key}={text}" for key, text in zip(ADDRESS, texts, strict=False)))
        assert silent(run), texts
        assert run.address in (*BARE, NO_LAYER), texts


def test_what_is_no_event_at_all_costs_only_its_sender(served: Whole) -> None:
    with session(served.client) as ours, session(served.client) as theirs:
        for value in NO_EVENTS:
            for kind, forged in (
                *((kind, value) for kind in TEXTUAL),
                ("bytes_value", value.encode()),
                ("int_value", 7),
            ):
                run = theirs.run("", **dict.fromkeys((theirs.stage, EVENTS.format(theirs.stage)), (kind, forged)))
                assert "Traceback" not in run.said
                assert "/mapapp/" not in run.said
        assert ours.event({"selected": "gate"}).address == {"region": "gate"}


@pytest.mark.parametrize(
    "frame", [b"", b"\xff" * 100, b"\x00" * 5000, b"<script>", "text"], ids=lambda frame: repr(frame)[:12]
)
def test_a_frame_that_is_no_message_ends_at_most_its_own_session(served: Whole, frame: bytes | str) -> None:
    with session(served.client) as ours:
        with suppress(WebSocketDisconnect), session(served.client) as theirs:
            theirs.socket.send({"type": "websocket.receive", "text" if isinstance(frame, str) else "bytes": frame})
            theirs.run()
        assert ours.event({"selected": "gate"}).address == {"region": "gate"}
