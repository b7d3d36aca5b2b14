"""What the server itself says to strange callers, byte by byte; no client tidies anything up."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

import pytest

SESSION = (
    "GET /_stcore/stream HTTP/1.1\r\nHost: {host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: x3JJHMbDL1EzLkh9GBhXDw==\r\nOrigin: {origin}\r\n\r\n"
)
STRANGE = (
    "GET /data/atlas.json HTTP/1.1\r\nHost: [\r\n",
    "GET /data/atlas.json HTTP/1.1\r\nHost: a/../../b?c#d\r\n",
    "GET /?lang=%00&region=%ff%fe HTTP/1.1\r\nHost: x\r\n",
    "GET //data/atlas.json HTTP/1.1\r\nHost: x\r\n",
    "GET /data/../../../etc/passwd HTTP/1.1\r\nHost: x\r\n",
    "GET /data/%0d%0aSet-Cookie:%20struck=1 HTTP/1.1\r\nHost: x\r\n",
    "GET http://elsewhere.example/etc/passwd HTTP/1.1\r\nHost: x\r\n",
    "GET /healthz/?q=\xc3a HTTP/1.1\r\nHost: x\r\n",
    "FOO / HTTP/1.1\r\nHost: x\r\n",
    "GET / HTTP/1.1\r\nHost: x\r\nAccept-Language: \xff\xfe\r\n",
    "GET / HTTP/9.9\r\nHost: x\r\n",
    "GET / HTTP/1.1\r\n",
    "GET /" + "a" * 100_000 + " HTTP/1.1\r\nHost: x\r\n",
    "nothing at all\r\n",
)


def say(address: str, request: str) -> tuple[int, str]:
    """Status and text of the answer to these bytes; 0 when the server hangs up without one."""
    where = urlsplit(address)
    with socket.create_connection((str(where.hostname), int(where.port or 80)), timeout=30) as line:
        received = b""
        try:
            line.sendall(request.encode("latin-1"))
            while part := line.recv(65536):
                received += part
                if b"\r\n\r\n" in received and received.startswith(b"HTTP/1.1 101"):
                    break
        except ConnectionError:
            pass  # it hung up while we were still talking
    text = received.decode("latin-1")
    return (int(text.split()[1]) if text else 0), text


@pytest.mark.parametrize("request_", STRANGE, ids=lambda request: request[:40].encode("unicode_escape").decode())
def test_a_strange_request_gets_an_answer_without_a_trace(address: str, request_: str) -> None:
    status, text = say(address, f"{request_}Connection: close\r\n\r\n")
    head = text.partition("\r\n\r\n")[0].lower()
    assert status < 500
    for word in ("traceback", "root:", 'file "', "set-cookie: struck", "uvicorn", "streamlit/", "python"):
        assert word not in text.lower(), text[:500]
    assert "\r\nserver:" not in head
    assert "\r\nx-powered-by:" not in head


def test_no_other_site_opens_a_session(address: str) -> None:
    host = urlsplit(address).netloc
    status, text = say(address, SESSION.format(host=host, origin="https://elsewhere.example"))
    assert status == 403
    assert "server:" not in text.lower()
    assert say(address, SESSION.format(host=host, origin=address))[0] == 101
