"""Fixtures: a site of 200 pages with its search page, served below a base path under the strict security policy."""

import functools
import shutil
import threading
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader

from plugins.assets.bundle import styles
from plugins.search import shard
from plugins.search.index import build
from tests.plugins.search import corpus

COMPONENT = Path(__file__).parents[3] / "theme" / "components" / "search"
SHARD = 300_000
"""Bytes of words in a shard."""
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; style-src 'self';"
    " img-src 'self'; form-action 'self'; base-uri 'none'"
)
SEARCH_PAGE = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{{ policy }}">
<meta name="viewport" content="width=device-width">
<title>搜索 · 示范区人大监督公开</title>
<link rel="icon" href="../theme/icon.svg">
<link rel="stylesheet" href="../theme/search.css">
<script type="module" src="../theme/search.js"></script>
</head>
<body>
{% import "macro.html" as search -%}
<header>{{ search.search_box("..") }}</header>
<main>
<h1>搜索</h1>
{{ search.search_page("..") }}
</main>
</body>
</html>
"""


class Strict(SimpleHTTPRequestHandler):
    """Sends the security policy as a header, without a line for each request."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def pages() -> list[corpus.Sample]:
    return corpus.samples()


def write_site(output: Path, pages: list[corpus.Sample]) -> None:
    corpus.write(pages, output)
    (output / "search").mkdir()
    environment = Environment(loader=FileSystemLoader(COMPONENT), autoescape=True)
    search_page = environment.from_string(SEARCH_PAGE).render(policy=POLICY)
    (output / "search" / "index.html").write_text(search_page, encoding="utf-8")
    shutil.copytree(COMPONENT, output / "theme", ignore=shutil.ignore_patterns("*.html"))
    sheets = styles(COMPONENT.parents[1])
    (output / "theme" / "search.css").write_text(sheets["site"] + sheets["search"], encoding="utf-8")
    (output / "theme" / "icon.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')


@pytest.fixture(scope="session")
def output(tmp_path_factory: pytest.TempPathFactory, pages: list[corpus.Sample]) -> Path:
    """The written and indexed site, two folders deep below what is served; its index has shards as a large one's."""
    output = tmp_path_factory.mktemp("search") / "base" / "path"
    output.mkdir(parents=True)
    write_site(output, pages)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shard, "SMALLEST", SHARD)
        patch.setattr(shard, "MANY", 100)
        assert build(output) == len(pages)
    # Shards of one folder and one of the others: their dates lie among one another.
    names = [path.parent.name for path in (output / "pagefind").rglob("pagefind-entry.json")]
    assert len([name for name in names if name.startswith("pages")]) > 1
    assert "pagefind" in names
    return output


@pytest.fixture(scope="session")
def site(output: Path) -> Iterator[str]:
    """The site's address, with the policy as HTTP header as well as in the page."""
    handler = functools.partial(Strict, directory=output.parents[1])
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/base/path/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def ask(open_page: Callable, site: str) -> Callable:
    """Return ``ask(expression, argument)``: evaluate with split.js as ``split`` and search.js as ``search``."""
    page = open_page(f"{site}search/index.html")

    def ask(expression: str, argument: Any = None) -> Any:
        return page.evaluate(
            f"""async (given) => {{
                const split = await import(new URL("../theme/split.js", document.baseURI).href);
                const search = await import(new URL("../theme/search.js", document.baseURI).href);
                return await ({expression})(given);
            }}""",
            argument,
        )

    return ask
