"""The sentences on where a region lies, for all regions of the committed atlas in all its languages."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.core.atlas import Region
from mapapp.core.evidence import Evidence, gather
from mapapp.core.surroundings import DIRECTIONS, Landmark
from mapapp.core.survey import Place
from mapapp.core.words import country
from mapapp.render.sentences import FROM_TOWN, TOWARD, Sentences, rough
from mapapp.store.atlas import LoadedAtlas, read_atlas
from mapapp.store.wording import interface

REPOSITORY = Path(__file__).resolve().parents[2]
LANGUAGES = ("en", "ru", "zh")
OPPOSITE = dict(zip(DIRECTIONS, DIRECTIONS[4:] + DIRECTIONS[:4], strict=True))


@cache
def loaded() -> LoadedAtlas:
    return read_atlas(REPOSITORY / "geodata")


@cache
def measured() -> Evidence:
    atlas = loaded()
    return gather(atlas.atlas, atlas.regions, atlas.bands, atlas.places, atlas.lands)


@cache
def sentences(language: str) -> Sentences:
    return Sentences(loaded().atlas, language, measured(), interface(language).gettext)


def region(name: str) -> Region:
    return next(region for region in loaded().atlas.regions if region.id == name)


def plain(text: str) -> str:
    return re.sub("[\u00a0\u202f]", " ", text)


def digits(text: str) -> str:
    return re.sub(r"\D", "", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_region_has_its_country_its_size_and_a_town(language: str) -> None:
    for one in loaded().atlas.regions:
        survey, around = measured().surveys[one.id], measured().surroundings[one.id]
        line = plain(sentences(language).short(one))
        first, *rest = map(plain, sentences(language).full(one))
        assert around.landmark is not None
        for code in one.countries:
            assert country(code, language) in line
            assert country(code, language) in first
        assert around.landmark.place.names[language] in line
        assert around.landmark.place.names[language] in " ".join(rest)
        if survey.kind != "point":
            value = survey.area_km2.value if survey.area_km2 else survey.length_km or 0
            size = digits(f"{rough(value):g}" if rough(value) < 1e5 else str(rough(value)))
            assert size in digits(line)
            assert size in digits(first)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_place_is_left_to_be_filled(language: str) -> None:
    for one in loaded().atlas.regions:
        rows = [f"{row.title} {row.says}" for row in sentences(language).neighbours(one)]
        for text in (sentences(language).short(one), *sentences(language).full(one), *rows):
            assert text.strip()
            assert not re.search(r"%\(|%s|None|\{|  ", text), text


@pytest.mark.parametrize("language", ["ru", "zh"])
def test_no_english_is_left_in_another_language(language: str) -> None:
    names = {"WWF", "G331", "A370"}
    for one in loaded().atlas.regions:
        said = " ".join((sentences(language).short(one), *sentences(language).full(one)))
        assert set(re.findall("[A-Za-z]{2,}", said)) <= names, said


def test_the_park_is_told_in_english() -> None:
    park = region("land-of-the-leopard")
    assert plain(sentences("en").short(park)) == "Russia · 2,700 km² · 53 km west of Vladivostok"
    assert plain(" ".join(sentences("en").full(park))).startswith(
        "It covers ≈ 2,700 km² in Russia. Its middle lies 53 km west of Vladivostok."
    )


def test_names_stay_in_the_nominative_in_russian_and_the_direction_turns_round() -> None:
    assert plain(sentences("ru").short(region("land-of-the-leopard"))).endswith("Владивосток в 53 км к востоку")


def test_in_chinese_the_direction_stands_between_town_and_distance() -> None:
    assert sentences("zh").short(region("land-of-the-leopard")).endswith("符拉迪沃斯托克以西53公里")


@pytest.mark.parametrize("toward", DIRECTIONS)
def test_in_russian_the_town_lies_where_it_is_seen_from_the_region(toward: str) -> None:
    speak = interface("ru").gettext
    seen = next(key for key in DIRECTIONS if key == toward)
    assert speak(FROM_TOWN[seen]).endswith(speak(TOWARD[OPPOSITE[seen]]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_eight_directions_are_eight_words(language: str) -> None:
    speak = interface(language).gettext
    assert len({speak(words) for words in FROM_TOWN.values()}) == len({speak(words) for words in TOWARD.values()}) == 8


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_border_is_told_with_its_length_and_a_distance_with_its_direction(language: str) -> None:
    rows = {row.region: plain(row.says) for row in sentences(language).neighbours(region("land-of-the-leopard"))}
    park = measured().surroundings["land-of-the-leopard"].neighbours
    border = next(one for one in park if one.relation == "border")
    assert border.shared_km is not None
    assert digits(f"{border.shared_km:.1f}") in digits(rows[border.region])
    apart = next(one for one in park if one.relation == "apart" and one.direction)
    assert apart.direction is not None
    assert interface(language).gettext(TOWARD[apart.direction]) in rows[apart.region]


def test_a_point_at_a_village_lies_in_or_near_it() -> None:
    assert plain(sentences("en").short(region("barabash-visitor-centre"))) == "Russia · in or near Barabash"


def test_a_region_that_was_not_measured_keeps_its_countries_alone() -> None:
    bare = Sentences(loaded().atlas, "en", Evidence(), str)
    park = region("china-russia-corridor")
    assert (plain(bare.short(park)), bare.full(park), bare.neighbours(park)) == ("Russia / China", (), ())


@given(st.floats(0.05, 1e6))
def test_a_rough_size_is_near_the_size_and_has_two_digits(value: float) -> None:
    assert rough(value) == pytest.approx(value, abs=max(value * 0.051, 0.051))
    assert len(f"{rough(value):.1f}".replace(".", "").strip("0")) <= 2


@given(st.text(min_size=1).filter(str.strip))
def test_a_name_is_told_as_it_is(name: str) -> None:
    said = sentences("en")._where(Landmark(Place({"en": name}, 0, 0), 12.0, "west"))
    assert said == f"12\u00a0km west of {name}"
