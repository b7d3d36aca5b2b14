"""What Streamlit tells every browser of the machine it runs on stays here: versions, system, id, path of the script."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg


class QuietSessions:
    """Empties those fields of the message that begins a run; the page makes no use of them, as its telemetry is off."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on everything, that message changed."""

        async def tell(message: Message) -> None:
            if message["type"] == "websocket.send" and message.get("bytes"):
                message = {**message, "bytes": _quiet(message["bytes"])}
            await send(message)

        await self.app(scope, receive, tell if scope["type"] == "websocket" else send)


def _quiet(sent: bytes) -> bytes:
    told = ForwardMsg.FromString(sent)
    if told.WhichOneof("type") != "new_session":
        return sent
    told.new_session.ClearField("main_script_path")
    begun = told.new_session.initialize
    for part in (begun.environment_info, begun.user_info):
        part.Clear()
        part.SetInParent()  # the page looks into them, whatever they hold
    quiet: bytes = told.SerializeToString()
    return quiet
