"""Sessions speak bytes: a line of text, which the page never sends, ends one."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

UNSUPPORTED = 1003  # data of a kind that is not taken


class BinarySessions:
    """Closes a WebSocket on text. Streamlit would trip over it and write a trace into the log, as often as asked."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass bytes on; make the end of the session of anything else."""

        async def take() -> Message:
            message = await receive()
            if message["type"] == "websocket.receive" and message.get("bytes") is None:
                await send({"type": "websocket.close", "code": UNSUPPORTED})
                return {"type": "websocket.disconnect", "code": UNSUPPORTED}
            return message

        await self.app(scope, take if scope["type"] == "websocket" else receive, send)
