from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from mapapp.web.questions import MOST_POINTS, BadQuestionError, read_points

SQUARE = "0,0;0,1;1,1;1,0"
POINTS = "Give two to 200 points as latitude,longitude in degrees, with semicolons between them."
BAD = (
    "", ";", "0,0", "0,0;", ";0,0;1,1", "0,0;;1,1", "0,0;91,0", "0,0;0,181", "0,0;nan,1", "0,0;1", "0,0 1,1", "a;b",
    "0,0;0,0", "0,0;1e9,1", ";".join("1,1" for _ in range(9)), "0,0;" * 5_000, "<b>;1,1",
)  # fmt: skip


def facts(client: TestClient, points: str, **more: str) -> dict[str, str]:
    found = client.get("/measure", params={"points": points, **more})
    assert found.status_code == 200, found.text
    return {fact["label"]: fact["words"] for fact in found.json()["facts"]}


def row(count: int) -> str:
    return ";".join(f"{number / 100},0" for number in range(count))


def test_a_line_is_told_by_its_length(client: TestClient) -> None:
    assert facts(client, "0,0;0,1") == {"Length": "111.3\u00a0km"}


def test_a_short_line_is_told_in_metres(client: TestClient) -> None:
    assert facts(client, "0,0;0,0.001") == {"Length": "111\u00a0m"}


def test_a_closed_line_is_told_by_area_and_perimeter(client: TestClient) -> None:
    assert facts(client, f"{SQUARE};0,0") == {"Area": "12,309\u00a0km²", "Perimeter": "443.8\u00a0km"}


def test_a_small_area_is_told_in_hectares(client: TestClient) -> None:
    assert facts(client, "0,0;0,0.001;0.001,0.001;0.001,0;0,0")["Area"] == "1.2\u00a0ha"


def test_what_crosses_itself_gets_a_sentence_instead_of_an_area(client: TestClient) -> None:
    found: Any = client.get("/measure", params={"points": "0,0;1,1;0,1;1,0;0,0"}).json()
    assert [fact["label"] for fact in found["facts"]] == ["Perimeter"]
    assert "crosses or touches itself" in found["note"]


def test_how_it_is_measured_is_said(client: TestClient) -> None:
    assert "ellipsoid" in client.get("/measure", params={"points": "0,0;0,1"}).json()["note"]


def test_a_point_twice_running_counts_once(client: TestClient) -> None:
    assert facts(client, "0,0;0,0;0,1;0,1") == facts(client, "0,0;0,1")


def test_as_many_points_as_are_allowed_are_measured_and_one_more_may_close_them(client: TestClient) -> None:
    assert "Length" in facts(client, row(MOST_POINTS))
    assert "Perimeter" in facts(client, f"{row(MOST_POINTS)};0,0")


@pytest.mark.parametrize("points", [*BAD, row(MOST_POINTS + 1)], ids=range(len(BAD) + 1))
def test_what_cannot_be_read_gets_400_and_one_sentence(client: TestClient, points: str) -> None:
    found = client.get("/measure", params={"points": points})
    assert (found.status_code, found.json()) == (400, {"problem": POINTS})


def test_an_area_of_two_points_gets_400(client: TestClient) -> None:
    found = client.get("/measure", params={"points": "0,0;1,1;0,0"})
    assert (found.status_code, found.json()) == (400, {"problem": "An area needs at least three points."})


def test_no_points_at_all_get_400(client: TestClient) -> None:
    assert client.get("/measure").status_code == 400


def test_measuring_needs_no_atlas(broken: TestClient) -> None:
    assert facts(broken, "0,0;0,1") == {"Length": "111.3\u00a0km"}


@given(st.text(st.sampled_from("0123456789.,;-"), max_size=60))
def test_any_text_is_read_as_places_on_earth_or_refused(text: str) -> None:
    try:
        points = read_points(text)
    except BadQuestionError:
        return
    assert len(points) >= 2
    assert all(abs(longitude) <= 180 and abs(latitude) <= 90 for longitude, latitude in points)
