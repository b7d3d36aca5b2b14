"""What stands in deploy/ speaks of the program as it is: its ports, routes, settings, limits and files."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import yaml

from mapapp.__main__ import main
from mapapp.web.health import Readiness, ready_route
from mapapp.web.making import LIMIT
from mapapp.web.metrics import Metrics
from mapapp.web.own import LARGEST
from mapapp.web.own_making import LIMIT as READING
from mapapp.web.routes import make_routes
from mapapp.web.settings import read_settings
from mapapp.web.site import Site

ROOT = Path(__file__).resolve().parents[2]
NGINX = (ROOT / "deploy/nginx.conf").read_text(encoding="utf-8")
CONTAINER = (ROOT / "deploy/Containerfile").read_text(encoding="utf-8")
COMPOSE = yaml.safe_load((ROOT / "deploy/compose.yaml").read_text(encoding="utf-8"))
UNIT = (ROOT / "deploy/map@.service").read_text(encoding="utf-8")
DOC = (ROOT / "docs/deploying.md").read_text(encoding="utf-8")
SERVE = (ROOT / "mapapp/serve.py").read_text(encoding="utf-8")
STREAMLITS = {"/_stcore/stream"}


def routed(site: Site) -> set[str]:
    routes = [*make_routes(site, ""), ready_route(site, Readiness()), Metrics().route()]
    return {route.path for route in routes} | STREAMLITS


def seconds(words: str) -> int:
    return int(words.removesuffix("s"))


def test_nginx_names_addresses_that_exist(tiny_site: Site) -> None:
    named = set(re.findall(r"location = (\S+)", NGINX))
    assert named == {"/_stcore/stream", "/readyz", "/metrics"}
    assert named <= routed(tiny_site)


def test_nginx_ends_a_kept_connection_before_the_program_does() -> None:
    (nginx,) = re.findall(r"keepalive_timeout (\d+s)", NGINX)
    (own,) = re.findall(r"timeout_keep_alive=(\d+)", SERVE)
    assert seconds(nginx) < int(own)


def test_nginx_waits_for_a_session_longer_than_the_program_is_silent() -> None:
    (ping,) = re.findall(r"ws_ping_interval=(\d+)", SERVE)
    session = NGINX[NGINX.index("location = /_stcore/stream") :]
    (patience,) = re.findall(r"proxy_read_timeout (\d+s)", session)
    assert seconds(patience) >= 2 * int(ping)


def test_nginx_waits_for_a_file_longer_than_it_may_take_and_asks_no_other_process() -> None:
    (files,) = re.findall(r"location ~ \^/\(data\|[^{]*\{([^}]*)\}", NGINX)
    (patience,) = re.findall(r"proxy_read_timeout (\d+s)", files)
    assert seconds(patience) >= 2 * LIMIT  # it may have to wait for its turn
    assert "proxy_next_upstream error;" in files


def test_nginx_lets_in_what_readers_bring_as_large_and_slow_as_the_program_does_and_writes_down_no_key() -> None:
    (own,) = re.findall(r"location /own/ \{([^}]*)\}", NGINX)
    (largest,) = re.findall(r"client_max_body_size (\d+)m", own)
    assert LARGEST <= int(largest) * 1024**2 <= 1.1 * LARGEST
    (patience,) = re.findall(r"proxy_read_timeout (\d+s)", own)
    assert seconds(patience) > READING
    assert {"access_log off;", "proxy_request_buffering off;", "proxy_buffering off;"} <= {
        line.strip() for line in own.splitlines()
    }


def test_nginx_sets_its_headers_in_one_place() -> None:
    locations = NGINX[NGINX.index("location / {") :]
    assert "proxy_set_header" not in locations  # a location that sets one loses those of the server
    assert "proxy_set_header Host $http_host;" in NGINX  # with the port, for SameOrigin compares it
    assert "proxy_set_header Upgrade $http_upgrade;" in NGINX


def test_nginx_writes_down_no_address_and_no_query() -> None:
    (written,) = re.findall(r"log_format private '([^']+)'", NGINX)
    assert set(re.findall(r"\$(\w+)", written)).isdisjoint(
        {"remote_addr", "request", "request_uri", "args", "http_referer"}
    )
    assert "gzip off;" in NGINX
    assert "server_tokens off;" in NGINX


def test_compose_starts_the_processes_that_nginx_asks() -> None:
    asked = set(re.findall(r"server 127\.0\.0\.1:(\d+)", NGINX))
    processes = {name: one for name, one in COMPOSE["services"].items() if name.startswith("map-")}
    assert {one["environment"]["PORT"] for one in processes.values()} == asked
    assert set(COMPOSE["services"]["nginx"]["depends_on"]) == set(processes)
    assert set(re.findall(r"map@(\d+)", DOC)) == asked
    assert all(one["read_only"] and one["cap_drop"] == ["ALL"] for one in COMPOSE["services"].values())


def test_every_image_is_named_by_an_exact_tag() -> None:
    named = [
        *re.findall(r"^ARG PYTHON=(\S+)", CONTAINER, re.MULTILINE),
        COMPOSE["services"]["nginx"]["image"].split(":")[1],
    ]
    assert [tag for tag in named if not re.match(r"\d+\.\d+\.\d+-", tag)] == []
    (python,) = re.findall(r"^ARG PYTHON=(\d+\.\d+)", CONTAINER, re.MULTILINE)
    least = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["requires-python"]
    assert tuple(map(int, python.split("."))) >= tuple(map(int, least.removeprefix(">=").split(".")))


def test_the_container_copies_what_is_there_and_what_is_not_ignored() -> None:
    copied = re.findall(r"^COPY (?!--)(\S+)", CONTAINER, re.MULTILINE)
    let_in = re.findall(r"^!(\S+)", (ROOT / ".dockerignore").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(copied) == set(let_in) == {"requirements.txt", "mapapp", "geodata"}
    assert all((ROOT / name).exists() for name in copied)


def test_the_container_runs_without_rights_and_asks_itself_whether_it_is_ready(tiny_site: Site) -> None:
    user, group = re.findall(r"^USER (\d+):(\d+)", CONTAINER, re.MULTILINE)[-1]
    assert int(user) > 0
    assert int(group) > 0
    (asked,) = re.findall(r"HEALTHCHECK.*?(/\w+)\\\"", CONTAINER, re.DOTALL)
    assert asked in routed(tiny_site)
    assert "--require-hashes" in CONTAINER


def test_the_unit_leaves_the_program_nothing_that_it_does_not_need() -> None:
    kept = ("DynamicUser=yes", "ProtectSystem=strict", "NoNewPrivileges=yes", "CapabilityBoundingSet=\n", "MemoryMax=")
    assert [line for line in kept if line not in UNIT] == []
    (cache,) = re.findall(r"^CacheDirectory=(\w+)", UNIT, re.MULTILINE)
    assert f"MAPAPP_CACHE=%C/{cache} " in UNIT


@pytest.mark.parametrize("text", [CONTAINER, UNIT, yaml.safe_dump(COMPOSE)], ids=["container", "unit", "compose"])
def test_the_program_takes_the_settings_that_it_is_given(text: str) -> None:
    given = dict(re.findall(r"\b(MAPAPP_\w+)[=:] ?'?([^\s'$\\]*)", text))
    assert given
    assert set(given) <= set(re.findall(r"`(MAPAPP_\w+)`", DOC))
    read_settings(given)


@pytest.mark.parametrize("text", [CONTAINER, UNIT, DOC], ids=["container", "unit", "doc"])
def test_every_command_of_the_program_exists(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    said = set(re.findall(r'mapapp"?,? "?(run|build|check|words)\b', text))
    assert said
    for command in said:
        with pytest.raises(SystemExit) as caught:
            main([command, "--help"])
        assert caught.value.code == 0
    assert "--atlas" in capsys.readouterr().out


def test_every_setting_that_the_program_reads_is_explained_and_no_other() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "mapapp").rglob("*.py")]
    read = {name for source in sources for name in re.findall(r"\"(MAPAPP_[A-Z]+)\"", source)}
    assert read == set(re.findall(r"^\| `(MAPAPP_[A-Z]+)`", DOC, re.MULTILINE))


def test_every_file_that_the_guide_names_is_there() -> None:
    named = set(re.findall(r"\bdeploy/[\w@.]+\w", DOC))
    assert named == {f"deploy/{path.name}" for path in (ROOT / "deploy").iterdir()}
    assert "$(VENV)/.ships:" in (ROOT / "Makefile").read_text(encoding="utf-8")
