"""From visits to medians, ratios and goals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from statistics import fmean, median

from bench.latency import DELAY, KINDS, Latency
from bench.peers.catalogue import EMPTY, ONE_FILE, PLAIN, PRODUCT, PUBLISHED, TUNED
from bench.turns import Turns
from bench.visit import Event, Visit

TOGGLES, CLICKS = ("on", "off"), ("click",)


@dataclass
class Measured:
    """Everything measured of one peer. `cold` is the first visit after the server started; `starts` in seconds.

    `memory` is the server's after that first visit and `session` what each further session adds, in megabytes.
    """

    starts: list[float] = field(default_factory=list)
    cold: Visit | None = None
    visits: list[Visit] = field(default_factory=list)
    memory: float | None = None
    session: float | None = None
    failure: str = ""

    def first(self) -> float | None:
        """Median milliseconds to the first map."""
        return _median(seen.first_ms for seen in self.visits)

    def weight(self) -> float | None:
        """Median bytes down until the opened page was quiet."""
        return _median(float(seen.down) for seen in self.visits)

    def start(self) -> float | None:
        """Median milliseconds from process start to the first healthy answer."""
        return _median(seconds * 1000 for seconds in self.starts)

    def events(self, kinds: Iterable[str]) -> list[Event]:
        """All events of these kinds."""
        return [event for seen in self.visits for event in seen.events if event.kind in kinds]

    def wait(self, kinds: Iterable[str]) -> float | None:
        """Median milliseconds from the click to the paint."""
        return _median(event.ms for event in self.events(kinds))

    def bytes(self, kinds: Iterable[str]) -> float | None:
        """Median bytes up and down of an event."""
        return _median(float(event.up + event.down) for event in self.events(kinds))

    def cpu(self) -> float | None:
        """Mean milliseconds of the server's CPU an event; a mean, because Linux counts in steps of ten."""
        known = [event.cpu_ms for event in self.events((*TOGGLES, *CLICKS))]
        return fmean(known) if known else None

    def most_bytes(self) -> float | None:
        """The most bytes up and down that any event took."""
        return max((float(event.up + event.down) for event in self.events((*TOGGLES, *CLICKS))), default=None)


@dataclass(frozen=True)
class Goal:
    """A figure of the product, alone or as a ratio to a peer, with its limit and standard error, if known."""

    name: str
    value: float | None
    limit: float
    unit: str
    error: float | None = None

    @property
    def verdict(self) -> str:
        """Whether the goal holds."""
        if self.value is None:
            return "not measured"
        if self.value <= self.limit:
            return "holds"
        within = self.value - 2 * (self.error or 0) <= self.limit
        return "holds within two standard errors" if within else "DOES NOT HOLD"


def goals(measured: Mapping[str, Measured], turns: Turns, latency: Latency) -> list[Goal]:
    """The goals, each against what was measured in the same run."""

    def ratio(figure: Callable[[Measured], float | None], peer: str) -> float | None:
        ours, theirs = figure(measured[PRODUCT.key]), figure(measured[peer])
        return ours / theirs if ours is not None and theirs else None

    def against(one: str, other: str) -> float | None:
        ours, theirs = measured[one].first(), measured[other].first()
        return ours / theirs if ours is not None and theirs else None

    return [
        Goal("toggle a layer, in turn with plain Leaflet", turns.ratio(), 1.0, "x", turns.error()),
        Goal("click to panel, against tuned st_folium", ratio(lambda m: m.wait(CLICKS), TUNED.key), 0.2, "x"),
        Goal("first map, against an empty Streamlit page", ratio(Measured.first, EMPTY.key), 1.25, "x"),
        Goal("first map, published, against plain Leaflet", against(PUBLISHED.key, PLAIN.key), 1.5, "x"),
        Goal("first map, one file, against plain Leaflet", against(ONE_FILE.key, PLAIN.key), 1.5, "x"),
        Goal("server start, against an empty Streamlit page", ratio(Measured.start, EMPTY.key), 1.5, "x"),
        Goal("memory after the first session", measured[PRODUCT.key].memory, 110, " MB"),
        Goal("memory of each further session", measured[PRODUCT.key].session, 0.5, " MB"),
        Goal("most bytes up and down of any event", measured[PRODUCT.key].most_bytes(), 2048, " B"),
        *(
            Goal(f"{kind}, {DELAY * 1000:.0f} ms added each way, against none", latency.ratio(kind), 1.2, "x")
            for kind in KINDS
        ),
    ]


def _median(values: Iterable[float]) -> float | None:
    known = list(values)
    return median(known) if known else None
