"""A hostile atlas is text in published pages, too: over the web, on a disk, as one file, and without scripts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.actions import panel
from tests.browser.conftest import WIDE, OpenPage
from tests.browser.published import Publication, published
from tests.browser.test_hostile import COULD_RUN, inert
from tests.browser.test_search import look_for
from tests.hostile.atlas import TEXTS, write_hostile


@pytest.fixture(scope="module")
def hostile(sockets: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Publication]:
    """The hostile atlas, published."""
    room = tmp_path_factory.mktemp("hostile")
    with published(write_hostile(room / "atlas"), room / "published") as made:
        yield made


def test_a_hostile_atlas_is_text_without_a_server(open_page: OpenPage, hostile: Publication) -> None:
    asked: list[str] = []
    for at, path in ((hostile.web, "/en/north-park/"), (hostile.disk, "/en/index.html"), (hostile.one_file, "")):
        page = open_page(path, at=at)
        page.on("dialog", lambda dialog: asked.append(dialog.message))
        expect(page.locator('[data-testid="region-list"] [data-region-link]')).to_have_count(len(TEXTS) + 5)
        if not path.endswith("north-park/"):
            page.locator('.habitat [data-region="north-park"]').first.focus()
            page.keyboard.press("Enter")  # card and popup
            expect(page.locator(".leaflet-popup")).to_be_visible()
        expect(panel(page, "north-park")).to_contain_text("window.struck=1")
        for words in ("<img src=x onerror=window.struck=1>", "<script>", "{{ 7*7 }}"):
            look_for(page, words)
            assert inert(page)
    assert asked == []


def test_a_hostile_atlas_is_text_without_scripts(browser: Browser, hostile: Publication) -> None:
    context = browser.new_context(viewport=WIDE, java_script_enabled=False)
    page = context.new_page()
    for entry in ("north-park", "gate", "post-3", "post-20"):
        page.goto(f"{hostile.web}/en/{entry}/")
        expect(page.locator(".plain > h1")).to_be_visible()
        assert page.locator(COULD_RUN).count() == 0
        assert page.locator("main.plain").count() == 1
    context.close()
