"""A machine that is not as it should be: full or locked disks, no home, a clock that is decades off."""

from __future__ import annotations

import os
import resource
from pathlib import Path

import pytest

from tests.chronicles import write_chronicled
from tests.faults.process import serving, with_plain_rights

pytestmark = pytest.mark.enable_socket
YEAR = 365.25 * 86400

# Python runs a module of this name before the program; to isinstance and to pydantic its types are the real ones.
CLOCK = """
import datetime, os, sys, time

real_time, real_date, real_datetime = time.time, datetime.date, datetime.datetime
OFF = float(os.environ["CLOCK_OFF"])
time.time = lambda: real_time() + OFF
time.time_ns = lambda: int(time.time() * 1e9)


class As(type):
    def __instancecheck__(cls, one):
        return isinstance(one, cls.__mro__[1])


class date(real_date, metaclass=As):
    @classmethod
    def today(cls):
        return real_date.fromtimestamp(time.time())

    @classmethod
    def __get_pydantic_core_schema__(cls, source, handler):
        from pydantic_core import core_schema
        return core_schema.date_schema()


class datetime_(real_datetime, metaclass=As):
    @classmethod
    def now(cls, tz=None):
        return real_datetime.fromtimestamp(time.time(), tz)

    @classmethod
    def __get_pydantic_core_schema__(cls, source, handler):
        from pydantic_core import core_schema
        return core_schema.datetime_schema()


if "mapapp.web.build" not in sys.orig_argv:  # pandas, which comes with building, takes the real types alone
    datetime.date, datetime.datetime = date, datetime_
"""


def limit_files() -> None:
    """No file that the new process writes may grow beyond a kilobyte: to a program, that is a full disk."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024))


def test_on_a_full_disk_the_map_is_built_and_served(folder: Path, tmp_path: Path) -> None:
    with serving(folder, tmp_path, prepare=limit_files) as server:
        assert "cannot be kept for the next start" in server.said()
        assert server.health()["status"] == "ok"
        assert server.ask("/")[0] == 200
        assert list((tmp_path / "kept").iterdir()) == []


def test_a_log_that_cannot_be_written_stops_nothing(folder: Path, tmp_path: Path) -> None:
    full = os.open("/dev/full", os.O_WRONLY)
    with serving(folder, tmp_path, {"MAPAPP_LOG": "requests"}, prepare=lambda: os.dup2(full, 2)) as server:
        assert [server.ask(path)[0] for path in ("/", "/data/atlas.json", "/nowhere.js")][:2] == [200, 200]
        assert server.said() == ""
    os.close(full)


def test_where_nothing_may_be_written_the_map_is_served(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0o500)
    settings = {"MAPAPP_CACHE": "", "HOME": str(tmp_path / "locked"), "TMPDIR": str(tmp_path / "locked")}
    with serving(folder, tmp_path, settings, prepare=with_plain_rights) as server:
        assert "cannot be kept for the next start" in server.said()
        assert server.health()["status"] == "ok"


@pytest.mark.parametrize("home", ["/nonexistent", "nowhere-in-particular"])
def test_without_a_home_nothing_is_kept_anywhere_else(folder: Path, tmp_path: Path, home: str) -> None:
    settings = {"MAPAPP_CACHE": "", "HOME": home, "XDG_CACHE_HOME": ""}
    before = set(Path.cwd().iterdir())
    with serving(folder, tmp_path, settings, prepare=with_plain_rights) as server:
        assert server.health()["status"] == "ok"
        assert server.ask("/")[0] == 200
    assert set(Path.cwd().iterdir()) == before


@pytest.mark.parametrize("year", [1970, 2099])
def test_a_wrong_clock_changes_no_answer(tmp_path: Path, year: int) -> None:
    folder = write_chronicled(tmp_path / "atlas")
    (tmp_path / "clock").mkdir()
    (tmp_path / "clock" / "sitecustomize.py").write_text(CLOCK)
    paths = ("/?lang=ru&year=2015", "/data/layers/parks.geojson", "/search?q=north", "/here?at=16.5,24.5")
    with serving(folder, tmp_path) as server:
        right = [server.ask(path) for path in paths]
        (kept,) = (tmp_path / "kept").iterdir()
    off = {"PYTHONPATH": str(tmp_path / "clock"), "CLOCK_OFF": str((year - 2026.5) * YEAR)}
    with serving(folder, tmp_path, {**off, "MAPAPP_LOG": "json"}) as server:
        assert f'"time": "{str(year)[:3]}' in server.said()
        wrong = [server.ask(path) for path in paths]
        tag = wrong[1][1]["etag"]
        again = server.ask(paths[1], **{"If-None-Match": tag})[0]
        assert "Traceback" not in server.said()
    assert [(status, body) for status, _, body in wrong] == [(status, body) for status, _, body in right]
    assert (tag, again) == (right[1][1]["etag"], 304)
    assert list((tmp_path / "kept").iterdir()) == [kept]  # the same build is found
    kept.unlink()
    with serving(folder, tmp_path, off) as server:  # and without it, the same is built
        assert [server.ask(path)[2] for path in paths] == [body for _, _, body in right]
