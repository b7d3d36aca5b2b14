"""Files made on demand: by a process of their own, once, whole or not at all, and never where an ask says."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from mapapp.store.wording import interface
from mapapp.web import making
from mapapp.web.keep import site_of
from mapapp.web.making import BUSY, FAILED, MOST_WAITING, OTHER, SLOW, MakeError, Maker
from mapapp.web.running import Progress
from mapapp.web.site import Site
from tests.web.conftest import client_of

GATE = {"format": "geojson", "name": "gate", "layers": ["posts"], "regions": ["gate"]}
SETTLE = (
    "import json, sys; from pathlib import Path; asked = json.loads(sys.stdin.readline()); out = Path(asked['out']); "
)
TALLY = SETTLE + "open(asked['ask']['tally'], 'a').write('x'); sys.stdin.read(0); out.write_bytes(b'made' * 25)"
HALF = SETTLE + "out.write_bytes(b'half'); sys.exit('a pen broke')"
ENDLESS = SETTLE + "out.write_bytes(b'half'); sys.stdin.read()"
Made = TypeVar("Made")


def script(text: str) -> tuple[str, ...]:
    """A maker that behaves as told, in the place of the program's own."""
    return (sys.executable, "-c", text)


def run(work: Coroutine[Any, Any, Made]) -> Made:
    return asyncio.run(asyncio.wait_for(work, 50))


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """Where this test's files are kept."""
    return tmp_path / "made"


@pytest.fixture
def maker(folder: Path, room: Path) -> Maker:
    return Maker(folder, site_of(folder), kept_in=room)


def stand_in(maker: Maker, text: str, **changes: Any) -> Maker:
    return Maker(maker.folder, maker.site, kept_in=maker.kept_in, command=script(text), **changes)


def test_what_is_asked_for_is_made_by_a_process_of_its_own_and_kept(maker: Maker, room: Path) -> None:
    told: list[Progress] = []
    path = run(maker.make("data", GATE, told.append))
    assert [one["properties"]["region"] for one in json.loads(path.read_text())["features"]] == ["gate"]
    assert list(room.iterdir()) == [path]
    assert told
    assert [told[0].done, told[-1].done] == [0, told[-1].of]
    assert path == maker.kept("data", maker.digest("data", GATE))


def test_two_who_ask_for_the_same_wait_for_one_making(maker: Maker, tmp_path: Path) -> None:
    tally, ask = tmp_path / "tally", {"tally": str(tmp_path / "tally")}
    counting = stand_in(maker, TALLY)

    async def both() -> tuple[Path, Path]:
        return await asyncio.gather(counting.make("data", ask), counting.make("data", dict(ask)))

    one, other = run(both())
    assert one == other
    assert run(counting.make("data", ask)) == one
    assert tally.read_text() == "x"


def test_who_stops_waiting_takes_nothing_from_the_others(maker: Maker, tmp_path: Path) -> None:
    ask, counting = {"tally": str(tmp_path / "tally")}, stand_in(maker, TALLY)

    async def both() -> Path:
        leaves = asyncio.create_task(counting.make("data", ask))
        stays = asyncio.create_task(counting.make("data", ask))
        await asyncio.wait({leaves, stays}, timeout=0)  # both have asked
        leaves.cancel()
        return await stays

    assert run(both()).read_bytes().startswith(b"made")


def test_a_maker_that_takes_too_long_is_ended_and_leaves_nothing(
    maker: Maker, room: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(MakeError) as caught:
        run(stand_in(maker, ENDLESS, limit=0.5).make("data", {}))
    assert (str(caught.value), caught.value.status) == (SLOW, 503)
    assert "took more than 0.5 seconds" in caplog.text
    assert list(room.iterdir()) == []


def test_a_maker_that_breaks_leaves_nothing_half_written_and_its_reason_in_the_log(
    maker: Maker, room: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(MakeError) as caught:
        run(stand_in(maker, HALF).make("data", {}))
    assert (str(caught.value), caught.value.status) == (FAILED, 500)
    assert "a pen broke" in caplog.text
    assert list(room.iterdir()) == []


def test_what_could_not_be_made_is_tried_again(maker: Maker, tmp_path: Path) -> None:
    (tmp_path / "tally").mkdir()
    ask, counting = {"tally": str(tmp_path / "tally")}, stand_in(maker, TALLY)
    with pytest.raises(MakeError):
        run(counting.make("data", ask))
    (tmp_path / "tally").rmdir()
    assert run(counting.make("data", ask)).is_file()


def test_too_many_at_once_are_refused(maker: Maker, tmp_path: Path) -> None:
    counting = stand_in(maker, TALLY)

    async def many() -> list[Path | BaseException]:
        asks = [{"tally": str(tmp_path / "tally"), "number": number} for number in range(MOST_WAITING + 3)]
        return await asyncio.gather(*(counting.make("data", ask) for ask in asks), return_exceptions=True)

    answers = run(many())
    assert [str(one) for one in answers if isinstance(one, MakeError)] == [BUSY] * 3
    assert len([one for one in answers if isinstance(one, Path)]) == MOST_WAITING


def test_no_more_than_two_processes_run_at_once(maker: Maker, tmp_path: Path) -> None:
    """Each leaves a mark while it runs, counts the marks, and waits until it has seen another's or a while is over."""
    text = SETTLE + (
        "here = Path(asked['ask']['here']); mine = here / str(asked['ask']['number']); mine.touch(); "
        "seen = max(len([*here.iterdir()]) for _ in range(3000)); mine.unlink(); out.write_text(str(seen))"
    )
    here = tmp_path / "marks"
    here.mkdir()
    counting = stand_in(maker, text)

    async def some() -> list[Path]:
        return await asyncio.gather(
            *(counting.make("data", {"here": str(here), "number": number}) for number in range(5))
        )

    assert max(int(path.read_text()) for path in run(some())) <= 2


def test_where_nothing_can_be_kept_it_is_made_all_the_same(
    maker: Maker, room: Path, caplog: pytest.LogCaptureFixture
) -> None:
    room.write_text("a file where the folder should be")
    with caplog.at_level(logging.WARNING):
        path = run(maker.make("data", GATE))
    assert json.loads(path.read_text())["features"]
    assert path.parent != room
    assert "cannot be kept for the next start" in caplog.text


def test_where_nothing_can_be_written_at_all_a_sentence_says_so(
    maker: Maker, room: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.write_text("a file where the folder should be")
    monkeypatch.setattr(tempfile, "tempdir", str(room))
    answer = client_of(maker.site, maker).get("/data/regions/gate.geojson")
    assert (answer.status_code, answer.text) == (500, f"{FAILED}\n")


def test_what_was_longest_not_asked_for_is_removed(maker: Maker, room: Path, tmp_path: Path) -> None:
    counting = stand_in(maker, TALLY, most_bytes=250)
    asks = [{"tally": str(tmp_path / "tally"), "number": number} for number in range(3)]
    for at, ask in enumerate(asks[:2]):
        os.utime(run(counting.make("data", ask)), (at, at))
    run(counting.make("data", asks[0]))  # asked for once more
    run(counting.make("data", asks[2]))
    kept = [counting.kept("data", counting.digest("data", ask)) is not None for ask in asks]
    assert kept == [True, False, True]
    assert len(list(room.iterdir())) == 2


def test_what_a_killed_server_left_is_cleared_when_it_is_old(maker: Maker, room: Path) -> None:
    for name, age in (("part-old", 1e6), ("part-new", 0)):
        (maker.made / name).mkdir()
        changed = (maker.made / name).stat().st_mtime - age
        os.utime(maker.made / name, (changed, changed))
    run(maker.make("data", GATE))
    assert sorted(one.name for one in room.iterdir() if one.is_dir()) == ["part-new"]


def test_nothing_is_made_of_an_atlas_that_has_changed(maker: Maker) -> None:
    (maker.folder / "texts" / "new.md").write_text("New.")
    with pytest.raises(MakeError) as caught:
        run(maker.make("data", GATE))
    assert str(caught.value) == OTHER


def test_a_process_ends_when_its_server_is_gone(maker: Maker, tmp_path: Path) -> None:
    """Its stdin ends before it has begun; what it would make would be kept by nobody."""
    asked = json.dumps({"state": maker.site.state, "ask": GATE, "out": str(tmp_path / "out")})
    waits = (
        "import sys; from threading import Event; from types import ModuleType; from mapapp.web.make import main; "
        "module = ModuleType('data_files'); module.make = lambda *_: Event().wait(); "
        "sys.modules['mapapp.web.data_files'] = module; main('data')"
    )
    ran = subprocess.run(
        [sys.executable, "-c", waits],
        input=f"{asked}\n",
        text=True,
        env={**os.environ, "MAPAPP_ATLAS": str(maker.folder)},
        cwd=Path(making.__file__).parents[2],
        timeout=40,
        check=False,
    )
    assert ran.returncode == 1


def test_the_order_of_an_ask_makes_no_other_file_and_every_value_does(maker: Maker) -> None:
    known = maker.digest("data", {"a": 1, "b": [2]})
    assert maker.digest("data", {"b": [2], "a": 1}) == known
    others = {maker.digest("data", {"a": 1, "b": [3]}), maker.digest("facts", {"a": 1, "b": [2]})}
    others.add(Maker(maker.folder, replace(maker.site, state="another")).digest("data", {"a": 1, "b": [2]}))
    assert len(others - {known}) == 3


WORDS = st.text(max_size=30) | st.sampled_from(["../../x", "/etc/passwd", "a/b", "\0", "-x", "a" * 300])


@given(WORDS)
def test_nothing_of_an_ask_becomes_a_path(tiny_folder: Path, tiny_site: Site, text: str) -> None:
    maker = Maker(tiny_folder, tiny_site)
    digest = maker.digest("data", {text: text})
    assert len(digest) == 64
    assert set(digest) <= set("0123456789abcdef")
    assert maker.kept("data", text) is None


@pytest.mark.parametrize(("accepted", "language"), [("", "en"), ("ru, en;q=0.5", "ru"), ("zh-CN", "zh")])
def test_what_went_wrong_is_one_sentence_in_the_readers_language(
    folder: Path, room: Path, accepted: str, language: str
) -> None:
    site = site_of(folder)
    site = replace(site, vocabulary=replace(site.vocabulary, languages=("en", "ru", "zh")))
    client = client_of(site, Maker(folder, site, kept_in=room, command=script(HALF)))
    answer = client.get("/data/regions/gate.geojson", headers={"Accept-Language": accepted})
    assert (answer.status_code, answer.text) == (500, interface(language).gettext(FAILED) + "\n")
    assert answer.headers["cache-control"] == "no-store"


def test_a_making_that_takes_too_long_is_503_and_says_when_to_come_again(folder: Path, room: Path) -> None:
    site = site_of(folder)
    client = client_of(site, Maker(folder, site, kept_in=room, command=script(ENDLESS), limit=0.3))
    answer = client.get("/data/regions/gate.geojson")
    assert (answer.status_code, answer.headers["retry-after"], answer.text) == (503, "60", f"{SLOW}\n")


def test_a_file_is_answered_whole_in_part_or_not_again(maker: Maker) -> None:
    client: TestClient = client_of(maker.site, maker)
    path = "/data/regions/gate.geojson"
    whole = client.get(path)
    assert whole.status_code == 200
    assert whole.headers["content-disposition"] == 'attachment; filename="gate.geojson"'
    assert whole.headers["content-type"] == "application/geo+json"
    assert whole.headers["cache-control"] == "public, no-cache"
    assert client.head(path).headers["content-length"] == str(len(whole.content))
    assert client.get(path, headers={"Range": "bytes=0-9"}).content == whole.content[:10]
    again = client.get(path, headers={"If-None-Match": whole.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
