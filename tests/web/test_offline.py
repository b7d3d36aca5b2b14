from __future__ import annotations

import gzip
import json
import re
from base64 import b64decode
from pathlib import Path

import pytest

from mapapp.web import offline_file
from mapapp.web.offline import offline_routes
from mapapp.web.site import Site
from tests.web.documents import Document


@pytest.fixture(scope="module")
def one_file(guarded_site: Site, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The guarded atlas as one file, as the maker writes it."""
    out = tmp_path_factory.mktemp("made") / "offline.html"
    steps: list[tuple[int, int]] = []
    offline_file.make(guarded_site, {}, out, lambda done, of, _: steps.append((done, of)))
    assert steps == [(0, 1), (1, 1)]
    return out.read_text(encoding="utf-8")


def held(one_file: str) -> dict[str, object]:
    """The files that lie in the document, by address."""
    elements = re.findall(r'<script type="([a-z/]+)" id="atlas-(first|rest)">(.*?)</script>', one_file, re.DOTALL)
    texts = {name: text for _, name, text in elements}
    assert [(kind, name) for kind, name, _ in elements] == [("application/json", "first"), ("text/plain", "rest")]
    return {**json.loads(texts["first"])["files"], **json.loads(gzip.decompress(b64decode(texts["rest"])))}


def test_everything_is_inside(guarded_site: Site, one_file: str) -> None:
    files = held(one_file)
    assert guarded_site.atlas is not None
    for language, panels in guarded_site.panels_by_language.items():
        assert {f"{panels}cards/{entry.id}.html" for entry in guarded_site.atlas.entries} <= set(files)
        assert any(name.endswith(f"/{language}.json") for name in files)
    same = [name for name in files if name.startswith("/data/layers/")]
    assert len(same) == len(guarded_site.atlas.layers)
    assert all(files[name] == guarded_site.assets[name].body.decode() for name in same)


def test_nothing_is_asked_for(one_file: str) -> None:
    page = Document(one_file)
    assert page.named("link") == [link for link in page.named("link") if str(link["href"]).startswith("data:")]
    assert not re.findall(r'<(?:script|img|iframe|object|embed)[^>]* (?:src|data)="', one_file)
    assert "connect-src" not in page.meta("Content-Security-Policy")


def test_no_text_of_an_atlas_ends_the_element_that_holds_it(one_file: str) -> None:
    for part in re.findall(r'<script type="[a-z/]+"[^>]*>(.*?)</script>', one_file, re.DOTALL):
        assert "<" not in part
    assert one_file.count("<script") == one_file.count("</script>") == 4


def test_the_route_is_there(guarded_site: Site, tmp_path: Path) -> None:
    from mapapp.web.making import Maker

    assert [route.path for route in offline_routes(Maker(tmp_path, guarded_site))] == ["/offline.html"]
