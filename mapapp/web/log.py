"""The log, on stderr: readable lines, or one JSON value a line. It holds no reader's address and no query."""

from __future__ import annotations

import datetime as dt
import json
import logging
import re
import sys
from urllib.parse import quote

from mapapp.web.settings import Style
from mapapp.web.watch import Answer

PLAIN = "%(message)s"
DATED = "%(asctime)s %(levelname)s %(name)s: %(message)s"
LONGEST_PATH = 300
GUESTS = ("streamlit", "uvicorn", "websockets")

_KEYS = re.compile("^/own/[^/]+")  # who has the token of a reader's layer has the layer

_requests = logging.getLogger("mapapp.requests")


class JsonLines(logging.Formatter):
    """A record as one line of JSON: time in UTC, level, event, the event's own fields, and words."""

    def format(self, record: logging.LogRecord) -> str:
        """The line for a record; a multi-line trace stands in it as one string."""
        line: dict[str, object] = {
            "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": getattr(record, "event", "message"),
            "from": record.name,
            **getattr(record, "fields", {"text": record.getMessage()}),
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


class OneLog(logging.Logger):
    """A logger whose lines all go to the one log: Streamlit gives each of its own loggers a handler on stderr."""

    def addHandler(self, hdlr: logging.Handler) -> None:  # noqa: N802  # the name is the library's
        """Keep the handlers of others away."""
        if not self.name.startswith(GUESTS):
            super().addHandler(hdlr)

    def callHandlers(self, record: logging.LogRecord) -> None:  # noqa: N802  # the name is the library's
        """Streamlit also shuts its loggers off from the root."""
        self.propagate = True
        super().callHandlers(record)


def set_up(style: Style) -> None:
    """Send every line of this process to stderr in one style. To be called before Streamlit is imported."""
    logging.setLoggerClass(OneLog)
    handler = logging.StreamHandler(sys.stderr)
    formats = {"plain": logging.Formatter(PLAIN), "requests": logging.Formatter(DATED), "json": JsonLines()}
    handler.setFormatter(formats[style])
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger("mapapp").setLevel(logging.INFO)
    _requests.setLevel(logging.WARNING if style == "plain" else logging.INFO)


class RequestLog:
    """Writes a line for every answer, and for the beginning and end of every session."""

    def answered(self, answer: Answer) -> None:
        """Method, path without its query, status, milliseconds and bytes."""
        quoted = quote(answer.path)  # so that no path can begin a line of its own
        path = _KEYS.sub("/own/…", quoted)[:LONGEST_PATH]
        milliseconds = round(answer.seconds * 1000, 1)
        fields = {
            "method": answer.method,
            "path": path,
            "status": answer.status,
            "ms": milliseconds,
            "bytes": answer.size,
        }
        _requests.info("%s %s %d %s ms %d bytes", *fields.values(), extra={"event": "request", "fields": fields})

    def opened(self) -> None:
        """A session has begun."""
        _requests.info("session opened", extra={"event": "session-opened", "fields": {}})

    def received(self) -> None:
        """What a reader does within a session is not logged."""

    def closed(self, seconds: float) -> None:
        """A session has ended."""
        fields = {"seconds": round(seconds, 1)}
        _requests.info(
            "session closed after %s s", *fields.values(), extra={"event": "session-closed", "fields": fields}
        )
