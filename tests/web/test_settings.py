from __future__ import annotations

import pytest

from mapapp.core.errors import SetupError
from mapapp.web.settings import LOOPBACK, Settings, read_settings


def test_nothing_set_is_the_quiet_server_of_one_reader() -> None:
    assert read_settings({}) == Settings(hosts=(), log="plain", metrics=False, drain=0.0)
    assert (
        read_settings(dict.fromkeys(("MAPAPP_HOSTS", "MAPAPP_LOG", "MAPAPP_METRICS", "MAPAPP_DRAIN"), "")) == Settings()
    )


def test_names_are_known_in_small_letters_and_the_machine_may_always_ask_itself() -> None:
    assert read_settings({"MAPAPP_HOSTS": " Map.Example.org *.example.com"}).hosts == (
        "map.example.org",
        "*.example.com",
        *LOOPBACK,
    )


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("MAPAPP_HOSTS", "https://example.org", "is not a name"),
        ("MAPAPP_HOSTS", "example.org:80", "is not a name"),
        ("MAPAPP_HOSTS", "map.*.org", "is not a name"),
        ("MAPAPP_LOG", "loud", "choose plain, requests, json"),
        ("MAPAPP_METRICS", "yes", "neither 0 nor 1"),
        ("MAPAPP_DRAIN", "soon", "not a number of seconds"),
        ("MAPAPP_DRAIN", "-1", "not a number of seconds"),
        ("MAPAPP_DRAIN", "nan", "not a number of seconds"),
    ],
)
def test_a_setting_that_makes_no_sense_is_named_with_what_would(name: str, value: str, said: str) -> None:
    with pytest.raises(SetupError, match=f"{name}.*{said}"):
        read_settings({name: value})
