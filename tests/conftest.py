"""Fixtures of the browser tests: one Chromium for the run, pages that may not fail or reach outside, axe, HTML checker.

A test takes ``serve`` to get an address for a folder, ``open_page`` (or ``page``) to open it, ``axe`` to check it.
"""

import functools
import os
import threading
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from hypothesis import settings
from playwright.sync_api import Browser, BrowserContext, Page, Request, Route, sync_playwright
from xdist.scheduler import LoadScopeScheduling

from tests.setup import html_checker, tools
from tests.site.built import demonstration, instance_root, site

OpenPage = Callable[..., Page]
SITES = {"browser", "site", "theme"}
"""Folders whose tests share the sites that they build."""
__all__ = ["demonstration", "instance_root", "site"]

# The same examples on every machine, and no verdict from how busy the machine is.
settings.register_profile("steady", derandomize=True, deadline=None, database=None)
settings.load_profile("steady")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what opens a browser, so that ``-m "not browser"`` leaves it out."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


class ByPlace(LoadScopeScheduling):
    """What is run by one process: each file by itself, and all promises about whole sites, which share the sites."""

    def _split_scope(self, nodeid: str) -> str:
        place = nodeid.partition("::")[0]
        return "sites" if place.split("/")[:2] in [["tests", name] for name in SITES] else place


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    """Hand the tests out by their places."""
    return ByPlace(config, log)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, without a window. Root needs ``--no-sandbox``; it only ever opens our own pages."""
    executable = tools.chromium()
    if executable is None:
        pytest.fail("没有找到 Chromium：先运行 make tools / Chromium not found: run make tools", pytrace=False)
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=[*sandbox, "--disable-dev-shm-usage"])
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Return ``open_page(url=None, **context)``: a page in a new context, by default a Chinese desktop reader.

    ``context`` is what Playwright's ``new_context`` takes: ``viewport={"width": 320, "height": 640}``,
    ``java_script_enabled=False``, ``color_scheme="dark"``, ``reduced_motion="reduce"`` and so on. When the test ends it
    fails if any page asked for something outside this machine, raised a script error or broke its security policy.
    """
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def stay_home(route: Route, request: Request) -> None:
        if urlsplit(request.url).hostname in {None, "", "127.0.0.1", "localhost"}:
            route.continue_()
        else:
            faults.append(f"third-party request: {request.url}")
            route.abort()

    def open_page(url: str | None = None, **context: Any) -> Page:
        reader = {"locale": "zh-CN", "timezone_id": "Asia/Shanghai", "viewport": {"width": 1280, "height": 800}}
        contexts.append(browser.new_context(**{**reader, **context}))
        contexts[-1].route("**/*", stay_home)
        page = contexts[-1].new_page()
        page.on("pageerror", lambda error: faults.append(f"script error: {error}"))
        page.on("console", lambda line: faults.append(f"console: {line.text}") if line.type == "error" else None)
        if url is not None:
            page.goto(url)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not faults


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """An empty page of a Chinese desktop reader."""
    return open_page()


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[str]]:
    """Return ``axe(page)``: every accessibility violation as ``rule: element``; works under the strict policy."""

    def violations(page: Page) -> list[str]:
        response = Axe().run(page).response
        return [f"{rule['id']}: {node['target']}" for rule in response["violations"] for node in rule["nodes"]]

    return violations


@pytest.fixture(scope="session")
def html_errors() -> Callable[[list[Path]], list[str]]:
    """Return ``html_errors(paths)``: every error of the HTML checker as ``path:line: message``."""
    return html_checker.errors


class Quiet(SimpleHTTPRequestHandler):
    """Serves files without writing a line for each."""

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Return ``serve(folder)``: its address, such as ``http://127.0.0.1:40001/``, until the run ends."""
    servers: list[ThreadingHTTPServer] = []

    @functools.cache
    def start(folder: Path) -> str:
        servers.append(ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder)))
        threading.Thread(target=servers[-1].serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{servers[-1].server_port}/"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()
