"""What web servers send: the same headers and media types by each, every file of the manifest, and nothing else."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins.headers.media import header_type
from plugins.headers.policy import header_policy
from plugins.headers.servers import ASK, KEEP, PLAIN_HEADERS
from tests.deploy import webserver
from tests.deploy.office import Office
from tests.deploy.webserver import Client
from tests.setup import servers

POLICIES = {"/": "page", "/search/": "search", "/budget_execution/": "page", "/no-such-page/": "page"}


@pytest.fixture(scope="module", params=webserver.NAMES)
def ask(
    request: pytest.FixtureRequest, published: Office, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Client]:
    """A client of a server of the published site."""
    if servers.find(request.param) is None:
        pytest.skip(f"没有 {request.param}：先运行 make tools / no {request.param}: run make tools")
    with webserver.serving(request.param, published.root, tmp_path_factory.mktemp(request.param)) as client:
        yield client


def test_every_answer_carries_the_policy_and_the_headers(ask: Client) -> None:
    for path, page_type in POLICIES.items():
        headers = ask(path).headers
        assert headers["content-security-policy"] == header_policy(page_type), path
        for name, value in PLAIN_HEADERS.items():
            assert headers[name.lower()] == value, path


def test_every_file_of_the_manifest_is_sent_whole_with_its_media_type(ask: Client, published: Office) -> None:
    site = published.root / "current"
    manifest = json.loads((site / "manifest.json").read_bytes())
    for name, expected in manifest["files"].items():
        path = f"/{name.removesuffix('index.html')}" if name.endswith("/index.html") else f"/{name}"
        answer = ask(path)
        assert answer.status == 200, name
        assert hashlib.sha256(answer.body).hexdigest() == expected, name
        if suffix := Path(name).suffix:
            assert answer.headers["content-type"].replace("UTF-8", "utf-8") == header_type(suffix), name


def test_nothing_outside_the_manifest_is_there(ask: Client, published: Office) -> None:
    site = published.root / "current"
    listed = {*json.loads((site / "manifest.json").read_bytes())["files"], "manifest.json"}
    assert {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()} == listed
    for path in (
        "/data/drafts/",
        "/data/approved/",
        "/.git/config",
        "/.cache/",
        "/deploy.toml",
        "/state.json",
        "/repository.git/HEAD",
        "/releases/",
        "/../deploy.toml",
        "/%2e%2e/deploy.toml",
        "/theme/..%2f..%2f../deploy.toml",
        "/budget_execution/department_execution/2024-Q3/r1/source.xlsx",
        "/budget_execution/department_execution/2024-Q3/r1/import.json",
    ):
        answer = ask(path)
        assert answer.status in {400, 403, 404}, path
        assert b"program =" not in answer.body


def test_no_folder_is_listed(ask: Client, published: Office) -> None:
    site = (published.root / "current").resolve()
    bare = [folder for folder in site.rglob("*") if folder.is_dir() and not (folder / "index.html").exists()]
    assert bare
    for folder in bare:
        answer = ask(f"/{folder.relative_to(site).as_posix()}/")
        assert answer.status == 403 or answer.body == (site / "404.html").read_bytes()
        assert f'href="{next(folder.iterdir()).name}'.encode() not in answer.body


def test_a_page_that_is_not_there_gets_the_sites_own(ask: Client, published: Office) -> None:
    answer = ask("/no-such-page/")
    assert answer.status == 404
    assert answer.body == (published.root / "current" / "404.html").read_bytes()
    assert answer.headers["content-type"].lower() == "text/html; charset=utf-8"


def test_text_is_compressed_on_the_way(ask: Client, published: Office) -> None:
    answer = ask("/figures.jsonl", **{"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(answer.body) == (published.root / "current" / "figures.jsonl").read_bytes()


def test_only_what_its_bytes_name_is_kept_for_ever(ask: Client, published: Office) -> None:
    site = published.root / "current"
    named = [f"/theme/{path.name}" for path in (site / "theme").iterdir() if path.suffix not in {".gz", ".br"}]
    named += [f"/pagefind/index/{path.name}" for path in (site / "pagefind" / "index").iterdir()]
    assert len(named) > 15
    for path in named:
        assert ask(path).headers["cache-control"] == KEEP, path
    for path in ("/", "/search/", "/figures.jsonl", "/pagefind/pagefind.js", "/pagefind/pagefind-entry.json"):
        assert ask(path).headers["cache-control"] == ASK, path
    # What is not there now may be there later.
    for path in ("/theme/site.0123456789.css", "/no-such-page/"):
        answer = ask(path)
        assert answer.status == 404
        assert answer.headers.get("cache-control", ASK) == ASK, path


def test_what_is_compressed_beforehand_is_sent_as_it_is(
    ask: Client, published: Office, request: pytest.FixtureRequest
) -> None:
    site = published.root / "current"
    (style,) = (site / "theme").glob("site.*.css")
    way = {"nginx": ("gzip", ".gz"), "caddy": ("br", ".br")}[request.node.callspec.params["ask"]]
    for path, file in (("/", site / "index.html"), (f"/theme/{style.name}", style)):
        answer = ask(path, **{"Accept-Encoding": "gzip, br"})
        assert answer.headers["content-encoding"] == way[0]
        assert answer.body == file.with_name(file.name + way[1]).read_bytes()
        assert answer.headers["content-type"].replace("UTF-8", "utf-8") == header_type(file.suffix)
        assert "accept-encoding" in answer.headers["vary"].lower()
        assert ask(path, **{"Accept-Encoding": "identity"}).body == file.read_bytes()


@pytest.mark.parametrize("name", webserver.NAMES)
def test_a_page_opened_before_still_gets_its_styles(name: str, office: Office, tmp_path: Path) -> None:
    if servers.find(name) is None:
        pytest.skip(f"没有 {name}：先运行 make tools / no {name}: run make tools")
    target = office.site.target
    shutil.copytree(target.releases / target.served, target.work / "made")
    (style,) = (target.work / "made" / "theme").glob("site.*.css")
    old = style.read_bytes()
    fresh = style.with_name("site.0123456789.css")
    fresh.write_bytes(old + b"/* new */")
    for one in style.parent.glob(f"{style.name}*"):
        one.unlink()
    with webserver.serving(name, office.root, tmp_path) as ask:
        assert ask(f"/theme/{fresh.name}").status == 404
        target.serve(target.add(target.work / "made", "f" * 40), held=False, due=())
        assert ask(f"/theme/{fresh.name}").body == old + b"/* new */"
        answer = ask(f"/theme/{style.name}")
        assert (answer.status, answer.body) == (200, old)
        assert answer.headers["cache-control"] == KEEP
        # Only what is named by its bytes: a page that is gone is gone.
        (target.current / "news" / "index.html").unlink()
        assert ask("/news/index.html").status == 404


def test_no_source_map_and_nothing_from_elsewhere_is_shipped(published: Office) -> None:
    site = published.root / "current"
    assert list(site.rglob("*.map")) == []
    for path in (*site.rglob("*.js"), *site.rglob("*.css")):
        assert not re.search(rb"sourceMappingURL=\S+\.map", path.read_bytes()), path
    loads = re.compile(r"""<(?:script|link|img|source|iframe)\b[^>]*?\s(?:src|href|srcset)="(https?:)?//""")
    for path in site.rglob("*.html"):
        found = [
            one for one in loads.finditer(path.read_text("utf-8")) if 'rel="' not in one[0] or "stylesheet" in one[0]
        ]
        assert found == [], path


def test_readers_notice_no_swap(published: Office, office: Office, tmp_path: Path) -> None:
    if servers.find("nginx") is None:
        pytest.skip("没有 nginx：先运行 make tools / no nginx: run make tools")
    target = office.site.target
    one = target.served
    shutil.copytree(target.releases / one, target.work / "made")
    two = target.add(target.work / "made", "f" * 40)
    whole = (target.releases / one / "index.html").read_bytes()
    seen: list[tuple[int, bool]] = []
    with webserver.serving("nginx", office.root, tmp_path) as ask:
        over = threading.Event()

        def read() -> None:
            while not over.is_set():
                answer = ask("/")
                seen.append((answer.status, answer.body == whole))

        reader = threading.Thread(target=read)
        reader.start()
        for number in range(100):
            target.serve(two if number % 2 == 0 else one, held=False, due=())
        over.set()
        reader.join()
    assert len(seen) > 10
    assert set(seen) == {(200, True)}
