"""Which extents a year has: those that had begun by its end and had not ceased; today, those that still hold."""

from __future__ import annotations

import pytest
from shapely import Point

from mapapp.core.features import Feature
from mapapp.render.paper.frame import Frame
from mapapp.render.paper.landscape import Landscape
from mapapp.render.paper.layers import Shown
from tests.atlases import tiny_atlas
from tests.render.paper.conftest import view


def post(began: str | None, ceased: str | None) -> Feature:
    return Feature("gate", Point(25, 15), {"valid_from": began, "valid_to": ceased})


@pytest.mark.parametrize(
    ("began", "ceased", "year", "held"),
    [
        (None, None, None, True),
        ("2012-04-05", "2019-12-03", None, False),
        ("2012-04-05", None, 2011, False),
        ("2012-04-05", None, 2012, True),
        ("2012", "2019-12-03", 2018, True),
        ("2012", "2019-12-03", 2019, False),
        (None, "2008", 1990, True),
    ],
)
def test_an_extent_holds_at_the_end_of_a_year(
    began: str | None, ceased: str | None, year: int | None, held: bool
) -> None:
    assert post(began, ceased).holds(year) is held


def test_a_layer_of_former_extents_shows_them_all_when_no_year_is_asked_for() -> None:
    frame = Frame(25, 15, 8, 300, 300, 0.5)
    ceased, lasting = post("1979", "2008"), post("1990", None)
    for features, shown in (([ceased, ceased], 2), ([ceased, lasting], 1)):
        landscape = Landscape(tiny_atlas(), {"posts": features})
        assert len(Shown(landscape, view(), frame).parts) == shown
