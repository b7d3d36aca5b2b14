"""Streamlit's protocol as a browser speaks it over the WebSocket, without a browser."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

PATIENCE = 30.0  # seconds until an answer counts as lost


@dataclass(frozen=True)
class Answer:
    """What a run of the script said: the id of this map's stage and its data, the page's hash, the query it set."""

    stage: str
    data: str
    page: str
    query: str


def connect(address: str, home: str | None = None) -> websockets.connect:
    """A connection to the server at an http address, from a loopback address, to be used as an async context."""
    socket = f"{address.replace('http', 'ws', 1)}/_stcore/stream"
    local = (home, 0) if home else None
    return websockets.connect(socket, max_size=None, open_timeout=PATIENCE, local_addr=local)


async def arrive(connection: websockets.ClientConnection) -> Answer:
    """Begin a session at the plain address: the script runs for the first time."""
    message = BackMsg()
    message.rerun_script.query_string = ""
    return await answer(connection, message)


async def answer(connection: websockets.ClientConnection, message: BackMsg) -> Answer:
    """Send a message and read until its script has run to the end. Raises TimeoutError when it does not."""
    await connection.send(message.SerializeToString())
    stage = data = page = query = ""
    async with asyncio.timeout(PATIENCE):
        while True:
            told = ForwardMsg()
            told.ParseFromString(bytes(await connection.recv()))  # type: ignore[arg-type]  # Streamlit sends bytes
            kind = told.WhichOneof("type")
            if kind == "new_session":
                page = told.new_session.page_script_hash
            elif kind == "page_info_changed":
                query = told.page_info_changed.query_string
            elif kind == "delta" and told.delta.new_element.bidi_component.component_name == "atlas_stage":
                stage = told.delta.new_element.bidi_component.id
                data = told.delta.new_element.bidi_component.json
            elif kind == "script_finished":
                return Answer(stage, data, page, query)
