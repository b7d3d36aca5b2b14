"""What the map was asked to tell of, claim by claim: where the atlas says it, or puts it right."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from mapapp.core.rules import CITATION
from mapapp.store.atlas import LoadedAtlas

PARK, CHINA, BACK = "land-of-the-leopard", "northeast-china-tiger-and-leopard", "sikhote-alin-reintroduction"
WWF, WHO, MISSION = "wwf-amur-leopard-programme", "supporting-organisations", "broader-mission"
# The claim in short, the entry whose card has to say it, and the words that must stand there in English.
CLAIMS = (
    ("it is the rarest of the big cats", "species", ("rarest big cat", "critically endangered")),
    ("120 to 130 are left", "species", ("120–130", "129 adults", "about 80", "cannot be added", "84 leopards")),
    ("it lives in forests of two countries", "species", ("mixed forests", "Primorye", "Jilin and Heilongjiang")),
    ("it came back from the brink", "species", ("From the brink", "14–20", "came close to vanishing")),
    ("the Russian park dates from 2012", PARK, ("2012-04-05", "founded on 5 April 2012")),
    ("it holds over 60 percent of the habitat in Russia", PARK, ("60 percent", "Share of leopard habitat in Russia")),
    ("rangers patrol against poaching", PARK, ("Patrols.", "search vehicles", "Supports the park")),
    ("habitat is cared for", PARK, ("Habitat care.", "bring forest back")),
    ("camera traps watch the animals", PARK, ("Camera traps.", "400 cameras")),
    ("animals are followed by GPS", PARK, ("GPS collars.", "satellite")),
    ("prey is kept: roe deer and sika deer", PARK, ("Prey.", "sika deer", "Roe deer")),
    ("the Russian ministry manages the park", PARK, ("under the Ministry of Natural Resources and Environment",)),
    ("WWF-Russia supports the park", PARK, ("supported by WWF-Russia", "21 June 2023", "not a current partnership")),
    ("the Phoenix Fund supports the park", PARK, ("Phoenix Fund helped for years", "fire fighting")),
    ("WWF works against poaching", WWF, ("Poaching.", "joint patrols")),
    ("WWF restores forest", WWF, ("Forests.", "576,000 Korean pines")),
    ("WWF eases conflicts with people", WWF, ("Conflict with people.", "livestock")),
    ("WWF helps local rangers", WWF, ("Ranger teams.", "vehicles for patrols")),
    ("WWF teaches in villages and schools", WWF, ("Community education.", "School eco-patrols")),
    ("WWF brings the two countries together", WWF, ("Two countries.", "memorandum between Heilongjiang and Primorye")),
    ("WWF promotes careful forestry", WWF, ("Sustainable forestry and land use.", "careful cutting")),
    ("WWF works against the breaking up of habitat", WWF, ("Fragmentation.", "wildlife passages")),
    ("the Chinese park dates from 2017", CHINA, ("created in 2017", "19 August 2017", "30 September 2021")),
    ("the Chinese park has over 14,000 square miles", CHINA, ("14,065 square kilometres", "5,430 square miles")),
    ("the Chinese park joins habitats across the border", CHINA, ("280 km of border with Land of the Leopard",)),
    (
        "the forestry and grassland administration manages it",
        CHINA,
        ("National Forestry and Grassland Administration",),
    ),
    ("it gives the cats corridors to move and breed", CHINA, ("Corridors.", "15 leopard cubs were born")),
    ("it restores nature", CHINA, ("Ecological restoration.", "2,200 ha")),
    ("it brings prey back", CHINA, ("Prey.", "prey reintroduction", "sika deer were back")),
    ("it moves communities out", CHINA, ("Moving residents", "20,000 still live in the park")),
    ("a return to Sikhote-Alin is being studied", BACK, ("That stage is over", "first were released in May 2023")),
    ("the Far Eastern Branch and WWF study it", BACK, ("Institutes of the Far Eastern Branch", "WWF and others")),
    ("genetic monitoring ensures diversity", BACK, ("cannot ensure it", "0.54 in the 1990s to 0.33 in 2014–2020")),
    ("it uses cameras, scat and DNA", BACK, ("Scat and DNA.", "sequenced", "Camera traps")),
    ("two parks lead the recovery", MISSION, ("Land of the Leopard in 2012", "a park since 2021", "Rangers")),
    ("WWF and the two states support it", MISSION, ("WWF and other charities", "the two states")),
    ("habitat is restored and countries cooperate", MISSION, ("planted", "restored", "agreed to protect the cats")),
    ("the population grows, with care", MISSION, ("careful growth", "35 Amur leopards", "129 adults", "vulnerable")),
)
ORGANISATIONS = ("wwf", "mnr-russia", "phoenix-fund", "nfga", "wcs")


def strings(value: object) -> Iterator[str]:
    """Every string and day below a dumped model, English words of a text only."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key not in ("ru", "zh"):
                yield from strings(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from strings(item)
    elif value is not None:
        yield str(value)


@pytest.fixture(scope="module")
def said(loaded: LoadedAtlas) -> dict[str, str]:
    """All that the card of an entry says in English: the catalogue, the organisations it names, and its text."""
    organisations = {one.id: one.title["en"] for one in loaded.atlas.organisations}
    return {
        entry.id: "\n".join(
            [
                *strings(entry.model_dump()),
                *(organisations[role.organisation] for role in entry.roles),
                CITATION.sub("", loaded.texts.get((entry.id, "en"), "")).replace("*", ""),
            ]
        )
        for entry in loaded.atlas.entries
    }


@pytest.mark.parametrize(("claim", "entry", "words"), CLAIMS, ids=[claim for claim, _, _ in CLAIMS])
def test_a_claim_is_told_or_put_right(said: dict[str, str], claim: str, entry: str, words: tuple[str, ...]) -> None:
    assert [part for part in words if part not in said[entry]] == []


def test_every_key_project_and_every_chapter_has_its_claims(loaded: LoadedAtlas) -> None:
    projects = {region.id for region in loaded.atlas.regions if region.project in (1, 2, 3, 4)}
    assert projects == {PARK, WWF, CHINA, BACK}
    assert {entry for _, entry, _ in CLAIMS} == projects | {"species", MISSION}


@pytest.mark.parametrize("organisation", ORGANISATIONS)
def test_every_supporting_organisation_has_a_role_a_portrait_and_a_place_in_the_text(
    loaded: LoadedAtlas, organisation: str
) -> None:
    (topic,) = [topic for topic in loaded.atlas.topics if topic.id == WHO]
    (portrait,) = [one for one in loaded.atlas.organisations if one.id == organisation]
    assert organisation in {role.organisation for role in topic.roles}
    short = {
        "wwf": "WWF",
        "mnr-russia": "Russian Ministry of Natural Resources",
        "nfga": "National Forestry and Grassland",
    }
    assert short.get(organisation, portrait.title["en"].split(" (")[0]) in loaded.texts[WHO, "en"].replace("*", "")


def test_what_a_claim_rests_on_has_sources(loaded: LoadedAtlas) -> None:
    by_id = {entry.id: entry for entry in loaded.atlas.entries}
    for entry in {entry for _, entry, _ in CLAIMS}:
        assert len(by_id[entry].sources) >= 3
        assert len(set(CITATION.findall(loaded.texts[entry, "en"]))) >= 3
