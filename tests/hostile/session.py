"""A session with the page as a browser holds it, but with any bytes: Streamlit's own messages over its WebSocket."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.testclient import TestClient, WebSocketTestSession
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

EVENTS = "$$STREAMLIT_INTERNAL_KEY_{}__events"  # the name under which the front end sends a component's events


@dataclass(frozen=True)
class Run:
    """What the page said of one run: whether it ended well, its words, and the address it asked for (None: none)."""

    ended: str
    said: str
    address: dict[str, str] | None
    components: tuple[str, ...]


class Session:
    """One reader's session."""

    def __init__(self, socket: WebSocketTestSession) -> None:
        self.socket = socket
        self.stage = self.run().components[0]

    def run(self, query: str = "", **widgets: tuple[str, object]) -> Run:
        """Run the page at an address, with widgets as a browser would tell them: kind and value by name."""
        message = BackMsg()
        message.rerun_script.query_string = query
        for name, (kind, value) in widgets.items():
            widget = message.rerun_script.widget_states.widgets.add(id=name)
            setattr(widget, kind, value)
        self.socket.send_bytes(message.SerializeToString())
        return self._hear()

    def event(self, value: object, query: str = "") -> Run:
        """Run the page with an event of the stage, as the front end sends it."""
        sent = json.dumps([{"event": "event", "value": value}])
        return self.run(query, **{EVENTS.format(self.stage): ("json_trigger_value", sent)})

    def _hear(self) -> Run:
        said: list[str] = []
        address: dict[str, str] | None = None
        components: list[str] = []
        while True:
            heard = ForwardMsg.FromString(self.socket.receive_bytes())
            kind = heard.WhichOneof("type")
            if kind == "script_finished":
                ended = ForwardMsg.ScriptFinishedStatus.Name(heard.script_finished)
                return Run(ended, "\n".join(said), address, tuple(components))
            if kind == "page_info_changed":
                address = dict(parse_qsl(heard.page_info_changed.query_string, keep_blank_values=True))
            elif kind == "delta":
                said.append(str(heard.delta))
                if heard.delta.new_element.WhichOneof("type") == "bidi_component":
                    components.append(heard.delta.new_element.bidi_component.id)
            elif kind == "page_config_changed":
                said.append(heard.page_config_changed.title)


@contextmanager
def session(client: TestClient) -> Iterator[Session]:
    """A new session."""
    with client.websocket_connect("/_stcore/stream", subprotocols=["streamlit"]) as socket:
        yield Session(socket)
