"""A real server on a free port and a real Chromium. Every page is watched: no outside request, no console error."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright
from pytest_socket import enable_socket

from tests.browser.chromium import arguments, find
from tests.browser.published import Publication, published
from tests.landscapes import LANDSCAPES, SEAL, Landscape

REPOSITORY = Path(__file__).resolve().parents[2]
WIDE: ViewportSize = {"width": 1400, "height": 900}
NARROW: ViewportSize = {"width": 390, "height": 844}
OpenPage = Callable[..., Page]
NewContext = Callable[..., BrowserContext]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A browser on a busy machine may come late once: its test is run again, and the summary names it."""
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.flaky(reruns=1))


def free_port() -> int:
    """A port of this machine's that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@contextmanager
def serve(atlas: Path) -> Iterator[str]:
    """The address of the program serving an atlas folder."""
    with running(atlas, free_port()) as (address, _):
        yield address


@contextmanager
def running(atlas: Path, port: int) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The program serving an atlas folder at a port: its address and its process."""
    command = [sys.executable, "-m", "mapapp", "run", "--atlas", str(atlas), "--host", "127.0.0.1", "--port", str(port)]
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as server:
        address = f"http://127.0.0.1:{port}"
        try:
            wait_until_it_answers(server, address)
            yield address, server
        finally:
            server.terminate()
            server.wait(20)


def wait_until_it_answers(server: subprocess.Popen[bytes], address: str) -> None:
    patience = time.monotonic() + 180  # the first start of an atlas builds it, and other workers build at the same time
    while time.monotonic() < patience:
        if server.poll() is not None:
            pytest.fail(f"the server stopped: {server.stderr.read().decode() if server.stderr else ''}")
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=2):  # noqa: S310  # our own http address
                return
        except urllib.error.HTTPError:
            return  # 503 is an answer too: it says that nothing can be served
        except OSError:
            time.sleep(0.05)
    pytest.fail("the server did not answer within three minutes")


@pytest.fixture(scope="session")
def sockets() -> None:
    enable_socket()


@pytest.fixture(scope="session")
def address(sockets: None) -> Iterator[str]:
    """The committed atlas, served."""
    with serve(REPOSITORY / "geodata") as address:
        yield address


@pytest.fixture(scope="session")
def publication(sockets: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Publication]:
    """The committed atlas, published as files."""
    with published(REPOSITORY / "geodata", tmp_path_factory.mktemp("published")) as made:
        yield made


@pytest.fixture(scope="session")
def browser(sockets: None) -> Iterator[Browser]:
    """One Chromium for all browser tests."""
    executable = find()
    assert executable is not None, "no Chromium; run the tests with: make test"
    with sync_playwright() as playwright:
        # Playwright sets a variable that asyncio's debug mode would read in the child.
        chromium = playwright.chromium.launch(executable_path=executable, args=arguments(), env={**os.environ})
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def seal_address(sockets: None) -> Iterator[str]:
    """The second landscape, served."""
    with serve(SEAL.path) as address:
        yield address


@dataclass(frozen=True)
class Land:
    """One of the two landscapes: the names in it, where it is served, and its pages."""

    names: Landscape
    address: str
    open_page: OpenPage

    def open(self, path: str = "/", **options: object) -> Page:
        """A path of its server in a fresh context."""
        return self.open_page(path, at=self.address, **options)


@pytest.fixture(params=LANDSCAPES, ids=lambda one: one.id)
def land(request: pytest.FixtureRequest, open_page: OpenPage) -> Land:
    """Each landscape in turn, for what is not about one of them."""
    address = request.getfixturevalue("seal_address" if request.param is SEAL else "address")
    return Land(request.param, address, open_page)


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[OpenPage]:
    """Opens a path of the server in a fresh context; afterwards, nothing may have gone wrong in any page."""
    contexts = []
    wrong: list[str] = []

    def start(
        path: str = "/",
        *,
        at: str = address,
        viewport: ViewportSize = WIDE,
        dark: bool = False,
        locale: str = "en-GB",
        wait: bool = True,
    ) -> Page:
        context = browser.new_context(
            viewport=viewport, color_scheme="dark" if dark else "light", reduced_motion="reduce", locale=locale
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda request: _note_outside(request.url, at, wrong))
        page.goto(f"{at}{path}")
        if wait:
            wait_until_ready(page)
        return page

    yield start
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.fixture
def new_context(browser: Browser) -> Iterator[NewContext]:
    """Makes contexts whose failed requests are meant."""
    made: list[BrowserContext] = []

    def make(**settings: object) -> BrowserContext:
        made.append(browser.new_context(reduced_motion="reduce", **settings))  # type: ignore[arg-type]  # its own names
        return made[-1]

    yield make
    for context in made:
        context.close()


def wait_until_ready(page: Page) -> None:
    """Map and panel are there early; a test goes on when they have moved into Streamlit's page."""
    page.wait_for_selector('.atlas-stage [data-testid="habitat-map"][data-ready="true"]', timeout=30_000)
    page.wait_for_selector('.atlas-panel [data-testid="region-list"]', timeout=30_000)


def _note_outside(url: str, at: str, wrong: list[str]) -> None:
    if not url.startswith((at, at.replace("http", "ws", 1), "data:", "blob:")):
        wrong.append(f"asked another host: {url}")
