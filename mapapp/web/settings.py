"""What whoever runs the server can set, from the environment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from mapapp.core.errors import SetupError
from mapapp.web.embed import ANYONE, read_embedders

Style = Literal["plain", "requests", "json"]
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True)
class Settings:
    """Names that the server goes by (none: any), how it logs, whether it counts, seconds between notice and stop.

    `embedders` are the origins that may show the map in a frame.
    """

    hosts: tuple[str, ...] = ()
    log: Style = "plain"
    metrics: bool = False
    drain: float = 0.0
    embedders: tuple[str, ...] = (ANYONE,)


def read_settings(environment: Mapping[str, str]) -> Settings:
    """The settings that stand in MAPAPP_HOSTS, _LOG, _METRICS, _DRAIN and _EMBEDDERS. Raises SetupError."""
    return Settings(
        hosts=_hosts(environment.get("MAPAPP_HOSTS", "")),
        log=_style(environment.get("MAPAPP_LOG") or "plain"),
        metrics=_switch(environment.get("MAPAPP_METRICS") or "0"),
        drain=_seconds(environment.get("MAPAPP_DRAIN") or "0"),
        embedders=read_embedders(environment.get("MAPAPP_EMBEDDERS", "")),
    )


def _hosts(words: str) -> tuple[str, ...]:
    """The names, and those by which the machine asks itself whether all is well."""
    names = tuple(words.lower().split())
    for name in names:
        if "*" in name.removeprefix("*.") or "/" in name or ":" in name:
            message = f"MAPAPP_HOSTS: {name} is not a name; write example.org or *.example.org, without port or scheme"
            raise SetupError(message)
    return (*names, *LOOPBACK) if names else ()


def _style(word: str) -> Style:
    for style in get_args(Style):
        if word == style:
            return style  # type: ignore[no-any-return]
    message = f"MAPAPP_LOG: {word} is not known; choose {', '.join(get_args(Style))}"
    raise SetupError(message)


def _switch(word: str) -> bool:
    if word not in {"0", "1"}:
        message = f"MAPAPP_METRICS: {word} is neither 0 nor 1"
        raise SetupError(message)
    return word == "1"


def _seconds(word: str) -> float:
    try:
        seconds = float(word)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= 600:
        message = f"MAPAPP_DRAIN: {word} is not a number of seconds from 0 to 600"
        raise SetupError(message)
    return seconds
