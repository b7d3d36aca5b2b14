from __future__ import annotations

import pytest

from mapapp.core.features import widest_places
from mapapp.store.atlas import LoadedAtlas
from mapapp.web.search import Search
from mapapp.web.targets import make_search

LEOPARD_LAND = "region land-of-the-leopard"
CHINESE_PARK = "region northeast-china-tiger-and-leopard"
FIRST_ANSWERS = {
    # as it is written, in three languages
    "Land of the Leopard": LEOPARD_LAND,
    "Земля леопарда": LEOPARD_LAND,
    "豹地国家公园": LEOPARD_LAND,
    "Northeast China Tiger and Leopard National Park": CHINESE_PARK,
    "东北虎豹国家公园": CHINESE_PARK,
    "Кедровая падь": "region kedrovaya-pad",
    "凯德罗瓦亚": "region kedrovaya-pad",
    "Уссурийский заповедник": "region ussuriysky-reserve",
    "乌苏里自然保护区": "region ussuriysky-reserve",
    "Lazovsky Nature Reserve": "region lazovsky-reserve",
    "珲春": "place hunchun",
    "Владивосток": "place vladivostok",
    "Вторая группа": "event release-2025",
    "友谊之豹": "event friendship-2026",
    "Туманная": "river tumen",
    "图们江": "river tumen",
    "Lake Khanka": "river lake-khanka",
    "长白山": "river changbai-mts",
    "Амурский залив": "river amur-bay",
    "браконьерство": "topic poaching",
    "火灾": "topic fire",
    "Минприроды": "organisation mnr-russia",
    "北京师范大学": "organisation beijing-normal-university",
    "WCS": "organisation wcs",
    # in other words of the same name, in any order, in small letters, without marks
    "reserve hunchun": "region hunchun-reserve",
    "падь кедровая": "region kedrovaya-pad",
    "россия китай коридор": "region china-russia-corridor",
    "china corridor": "region china-russia-corridor",
    "虎豹公园": CHINESE_PARK,
    "leopard": LEOPARD_LAND,
    "tiger leopard": CHINESE_PARK,
    "amur leopard": "topic species",
    "артем": "place artyom",
    "черные горы": "river black-mountains",
    "sikhotealin": "river sikhote-alin",
    "сихотэ алинь заповедник": "region sikhote-alin-reserve",
    "park 2012": "event park-2012",
    # from the first letters on
    "vlad": "place vladivostok",
    "Vladiv": "place vladivostok",
    "kedr": "region kedrovaya-pad",
    "land of the leo": LEOPARD_LAND,
    "барабаш виз": "region barabash-visitor-centre",
    "реинтр": "region sikhote-alin-reintroduction",
    "narva tun": "region narva-tunnel",
    "удэг": "region udegeyskaya-legenda",
    "东北虎": CHINESE_PARK,
    "phoen": "organisation phoenix-fund",
    # in another script
    "zemlya leoparda": LEOPARD_LAND,
    "zemlja leoparda": LEOPARD_LAND,
    "kedrovaja pad": "region kedrovaya-pad",
    "Hasan": "place khasan",
    "Lazovskij": "region lazovsky-reserve",
    "Zov tigra": "region zov-tigra",
    "cërnye gory": "river black-mountains",
    "Feniks": "organisation phoenix-fund",
    "brakonerstvo": "topic poaching",
    "Wladiwostok": "place vladivostok",
    "вашингтон": None,
    # by pinyin, with and without spaces and tones
    "hunchun": "place hunchun",
    "hun chun": "place hunchun",
    "Húnchūn": "place hunchun",
    "dongbeihubao": CHINESE_PARK,
    "dongbei hubao guojia gongyuan": CHINESE_PARK,
    "baodi": LEOPARD_LAND,
    "changbaishan": "river changbai-mts",
    "xingkaihu": "river lake-khanka",
    "tumenjiang": "river tumen",
    "daolie": "topic poaching",
    "huozai": "topic fire",
    "fenghuang jijinhui": "organisation phoenix-fund",
    "haishenwai": None,
    # misspelt
    "ladn of the leopad": LEOPARD_LAND,
    "Vladivastok": "place vladivostok",
    "Владивасток": "place vladivostok",
    "Kedrovya Pad": "region kedrovaya-pad",
    "Кидровая падь": "region kedrovaya-pad",
    "Усурийский заповедник": "region ussuriysky-reserve",
    "Hunchnu": "place hunchun",
    "Хунчунь": "place hunchun",
    "huncun": "place hunchun",
    "sihote alin": "river sikhote-alin",
    "poching": "topic poaching",
    "inbreding": "topic inbreeding",
    "Нарвинский тонель": "region narva-tunnel",
    "reintroducton": "region sikhote-alin-reintroduction",
    "东北虎豹国家公圆": CHINESE_PARK,
    "珲春市": "place hunchun",
    "Krasskino": "place kraskino",
    "Blagoveschensk": "place blagoveshchensk",
    # nothing of the kind
    "xqzwvk": None,
    "<script>": None,
    "💥": None,
}


@pytest.fixture(scope="module")
def search(loaded: LoadedAtlas) -> Search:
    return make_search(loaded, widest_places(loaded.regions, set()))


def first(search: Search, query: str) -> str | None:
    return next((f"{one['kind']} {one['id']}" for one in search.results(query, "en")), None)


@pytest.mark.parametrize(("query", "expected"), FIRST_ANSWERS.items(), ids=FIRST_ANSWERS)
def test_the_first_answer_is_the_one_that_is_meant(search: Search, query: str, expected: str | None) -> None:
    assert first(search, query) == expected


def test_the_key_projects_lead_what_is_called_leopard(search: Search, loaded: LoadedAtlas) -> None:
    projects = sorted((one for one in loaded.atlas.regions if one.project), key=lambda one: one.project or 0)
    called = [one.id for one in projects if "leopard" in one.title["en"].casefold()]
    assert len(called) > 3
    assert [one["id"] for one in search.results("leopard", "en")][: len(called)] == called


def test_everything_is_found_by_its_title_in_every_language(search: Search) -> None:
    assert len(search.targets) > 200
    titles = [(target, title) for target in search.targets for title in target.title.values()]
    lost = [
        (target.kind, target.id, title)
        for target, title in titles
        if (target.kind, target.id) not in {(one["kind"], one["id"]) for one in search.results(title, "en")}
    ]
    assert lost == []


def test_everything_that_is_drawn_has_a_place_within_the_world(search: Search) -> None:
    drawn = [target for target in search.targets if target.kind in ("region", "place", "river")]
    assert [target.id for target in drawn if target.place is None] == []
    assert [target.id for target in drawn if target.place and not (0 < target.place[0] < 90)] == []


def test_no_two_things_of_a_kind_share_an_id(search: Search) -> None:
    known = [(target.kind, target.id) for target in search.targets]
    assert len(set(known)) == len(known)


def test_titles_and_hints_hold_no_markup(search: Search) -> None:
    texts = [text for target in search.targets for text in (*target.title.values(), *target.hint.values())]
    assert [text for text in texts if "<" in text or ">" in text] == []
