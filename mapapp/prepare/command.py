"""`python -m mapapp prepare`: from a file and a layer of an atlas to the file of tiles that the map reads."""

from __future__ import annotations

import os
import shutil
import sys
import time
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from distributed import Client
from pydantic import ValidationError

from mapapp.core.atlas import Home, Large
from mapapp.core.reach import zooms
from mapapp.core.terms import Policy
from mapapp.prepare.engine import cluster_at, workers
from mapapp.prepare.plan import Plan, PrepareError, digest_of
from mapapp.prepare.preparing import Job, begin, prepare
from mapapp.prepare.source import MOST_FIELDS, Source, look
from mapapp.store.catalogue import read_catalogue

WRONG = {
    "empty": "without a shape, or with one that cannot be read, left out",
    "strange": "beyond 180 or 90 degrees, left out",
    "beyond": "outside the landscape, left out",
    "repaired": "with a shape that was not valid, repaired",
}
TIMES = 3  # so many times the size of a file is needed on disk to work on it
OFTEN = 0.5  # seconds between lines of progress on a terminal


@dataclass(frozen=True)
class Helpers:
    """Who works: so many processes of at most so much memory each, or a cluster at an address."""

    number: int
    memory: str
    cluster: str | None

    def begin(self, work: Path) -> AbstractContextManager[Client]:
        """Have them ready. Raises PrepareError."""
        return cluster_at(self.cluster, work) if self.cluster else workers(self.number, self.memory, work)

    def __str__(self) -> str:
        if self.cluster:
            return f"Working on the cluster at {self.cluster}, within the memory of its workers."
        several = "es" if self.number > 1 else ""
        return f"Working with {self.number} process{several} of at most {self.memory} each, and this one."


def prepare_layer(file: Path, part: str | None, atlas: Path, layer: str, helpers: Helpers) -> None:
    """Prepare a layer of an atlas folder from a file, and say how it goes on standard error. Raises PrepareError."""
    atlas = atlas.resolve()
    large, extent, policy = _wanted(atlas, layer)
    source = look(file.resolve(), part)
    plan = plan_of(source, large, extent, policy)
    target = atlas / large.path
    job = Job(source, plan, target)
    _make_room(file, target)
    begin(job)
    progress = _Progress()
    progress.line(str(helpers))
    if len(source.fields) > MOST_FIELDS:
        progress.line(f"It has {len(source.fields)} fields; the first {MOST_FIELDS} are kept.")
    if plan.guard is not None:
        progress.line(f"It tells of animals: only cells of {plan.guard:g} degrees are kept, and counts of records.")
    try:
        with helpers.begin(job.work) as client:
            made = prepare(job, client, progress)
    finally:
        progress.end()
    for name, count in made.findings.items():
        if count:
            progress.line(f"{count:,} features {WRONG[name]}")
    size = target.stat().st_size / 1e6
    print(f"{target}: {made.features:,} features, {size:.1f} MB, in {progress.seconds:.0f} s")


def plan_of(source: Source, layer: Large, extent: Home, policy: Policy | None) -> Plan:
    """The plan to make a layer from a file. Raises PrepareError for animals without a policy, OSError."""
    if layer.animals and policy is None:
        message = f"{layer.id} tells of animals, and the atlas has no policy that says how finely they are shown"
        raise PrepareError(message)
    guard = policy.degrees if layer.animals and policy else None
    return Plan(
        layer=layer.id,
        name=source.path.name,
        digest=digest_of(source.path),
        crs=source.crs,
        fields=("records",) if guard else source.fields[:MOST_FIELDS],
        extent=(extent.west, extent.south, extent.east, extent.north),
        zooms=zooms(extent),
        weight=layer.style.weight,
        fill=layer.style.fill,
        guard=guard,
    )


def _wanted(atlas: Path, layer: str) -> tuple[Large, Home, Policy | None]:
    """The layer as the catalogue has it, and what else of the catalogue matters. Raises AtlasError, PrepareError."""
    raw = read_catalogue(atlas).raw
    listed = [one for one in raw.get("large") or () if isinstance(one, dict)]
    named = [one for one in listed if one.get("id") == layer]
    if not named:
        known = ", ".join(str(one.get("id")) for one in listed) or "none"
        message = f"{atlas}: there is no layer {layer!r} under `large:` in the catalogue; there are: {known}"
        raise PrepareError(message)
    try:
        policy = Policy.model_validate(raw["policy"]) if raw.get("policy") else None
        return Large.model_validate(named[0]), Home.model_validate(raw.get("extent")), policy
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = " › ".join(map(str, first["loc"]))
        message = (
            f"{atlas}: the catalogue has a mistake at {where}: {first['msg']}; `python -m mapapp check` tells more"
        )
        raise PrepareError(message) from error


def _make_room(file: Path, target: Path) -> None:
    """The folder of a prepared file. Raises PrepareError where the disk is too full for the work."""
    target.parent.mkdir(parents=True, exist_ok=True)
    needed, free = TIMES * file.stat().st_size, shutil.disk_usage(target.parent).free
    if free < needed:
        message = (
            f"{target.parent}: {free / 1e9:.1f} GB are free on this disk, and the work may need {needed / 1e9:.1f}"
        )
        raise PrepareError(message)


class _Progress:
    """Lines on standard error: on a terminal one that is written over, elsewhere one for each tenth of a step."""

    def __init__(self) -> None:
        self.began = self.said = time.monotonic()
        self.before = ""
        self.over = os.isatty(2)

    def __call__(self, step: str, done: int, of: int | None) -> None:
        tenth = f"{step} {done * 10 // of if of else ''}"
        whole = f" of {of:,}" if of else ""
        if self.over:
            if tenth == self.before and time.monotonic() - self.said < OFTEN:
                return
            print(f"\r{self.seconds:6.0f} s  {step}: {done:,}{whole}".ljust(70), end="", file=sys.stderr, flush=True)
        elif tenth != self.before:
            print(f"{self.seconds:6.0f} s  {step}: {done:,}{whole}", file=sys.stderr, flush=True)
        self.before, self.said = tenth, time.monotonic()

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.began

    def end(self) -> None:
        if self.over:
            print(file=sys.stderr)

    def line(self, words: str) -> None:
        print(words, file=sys.stderr, flush=True)
