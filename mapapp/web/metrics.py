"""Numbers of the running server in the Prometheus text format, at `/metrics` when they are asked for."""

from __future__ import annotations

import re

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mapapp.web.watch import Answer

ROUTES = frozenset(
    [
        "_stcore",
        "assets",
        "cite",
        "data",
        "facts",
        "healthz",
        "here",
        "identify",
        "map",
        "measure",
        "metrics",
        "offline",
        "own",
        "pack",
        "panels",
        "picture",
        "readyz",
        "search",
        "static",
        "tiles",
    ]
)
BUCKETS = (0.001, 0.005, 0.02, 0.1, 0.5, 2.0, 10.0)


class Metrics:
    """Counts answers by route, status and time, open sessions, and what readers did; and what the process uses."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._answers = Counter("mapapp_requests", "Answers given", ("route", "status"), registry=self.registry)
        self._seconds = Histogram(
            "mapapp_answer_seconds", "Time to answer", ("route",), buckets=BUCKETS, registry=self.registry
        )
        self._sessions = Gauge("mapapp_sessions_open", "Sessions that are open", registry=self.registry)
        self._events = Counter("mapapp_events", "What readers did within sessions", registry=self.registry)

    def answered(self, answer: Answer) -> None:
        """Count an answer under its route."""
        route = route_of(answer.path)
        self._answers.labels(route, str(answer.status)).inc()
        self._seconds.labels(route).observe(answer.seconds)

    def opened(self) -> None:
        """Count a session in."""
        self._sessions.inc()

    def received(self) -> None:
        """Count something that a reader did."""
        self._events.inc()

    def closed(self, _seconds: float) -> None:
        """Count a session out."""
        self._sessions.dec()

    def route(self) -> Route:
        """The page of numbers."""

        async def page(_: Request) -> Response:
            return Response(generate_latest(self.registry), headers={"Content-Type": CONTENT_TYPE_LATEST})

        return Route("/metrics", page)


def route_of(path: str) -> str:
    """The route of an address by its first word; a known few, so that no reader can make the counters grow."""
    first = re.split("[/.]", path.lstrip("/"), maxsplit=1)[0]
    return f"/{first}" if first in ROUTES or not first else "other"
