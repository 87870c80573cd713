"""An upload to an object store: assets before pages, deletions last, each file with its media type; never a preview."""

from __future__ import annotations

import datetime
import hashlib
import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar
from urllib.parse import parse_qs, quote, unquote, urlsplit
from xml.sax.saxutils import escape

import pytest

from plugins.headers.media import header_type
from plugins.headers.servers import ASK, KEEP
from scripts.deployment.upload import GUESSED, steps
from scripts.publish.packed import PACKED
from tests.commands.conftest import write
from tests.deploy.office import Office, portal
from tests.setup import servers

LISTING = '<?xml version="1.0"?><ListBucketResult><Name>b</Name><IsTruncated>false</IsTruncated>{}</ListBucketResult>'
OBJECT = (
    "<Contents><Key>{}</Key><LastModified>{}</LastModified>"
    '<ETag>"{}"</ETag><Size>{}</Size><StorageClass>STANDARD</StorageClass></Contents>'
)


class Store(BaseHTTPRequestHandler):
    """As much of S3 as rclone asks of it: list, put, head and delete in one bucket."""

    protocol_version = "HTTP/1.1"
    objects: ClassVar[dict[str, bytes]] = {}
    said: ClassVar[list[tuple[str, str, str]]] = []
    caches: ClassVar[dict[str, str]] = {}
    modified = "2024-01-01T00:00:00.000Z"

    def _key(self) -> str:
        return unquote(urlsplit(self.path).path).removeprefix("/b").removeprefix("/")

    def _answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", headers.get("Length", str(len(body))))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        prefix = parse_qs(urlsplit(self.path).query).get("prefix", [""])[0]
        found = [
            OBJECT.format(escape(quote(key)), self.modified, hashlib.md5(body).hexdigest(), len(body))
            for key, body in sorted(self.objects.items())
            if key.startswith(prefix)
        ]
        self._answer(200, LISTING.format("".join(found)).encode(), Content_Type="application/xml")

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.objects[self._key()] = body
        self.said.append(("PUT", self._key(), self.headers["Content-Type"]))
        self.caches[self._key()] = self.headers.get("Cache-Control", "")
        self._answer(200, ETag=f'"{hashlib.md5(body).hexdigest()}"')

    def do_HEAD(self) -> None:
        if (body := self.objects.get(self._key())) is None:
            self._answer(404)
            return
        self.send_response(200)
        self.send_header("ETag", f'"{hashlib.md5(body).hexdigest()}"')
        self.send_header("Last-Modified", "Mon, 01 Jan 2024 00:00:00 GMT")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()

    def do_DELETE(self) -> None:
        self.objects.pop(self._key(), None)
        self.said.append(("DELETE", self._key(), ""))
        self._answer(204)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Store]]:
    """An object store on loopback that rclone knows as ``store``."""
    program = servers.find("rclone")
    if program is None:
        pytest.skip("没有 rclone：先运行 make tools / no rclone: run make tools")
    monkeypatch.setenv("PATH", str(program.parent), prepend=":")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Store)
    settings = {
        "TYPE": "s3",
        "PROVIDER": "Other",
        "ENDPOINT": f"http://127.0.0.1:{server.server_port}",
        "ACCESS_KEY_ID": "name",
        "SECRET_ACCESS_KEY": "word",
        "NO_CHECK_BUCKET": "true",
    }
    for name, value in settings.items():
        monkeypatch.setenv(f"RCLONE_CONFIG_STORE_{name}", value)
    monkeypatch.setenv("RCLONE_CONFIG", "/dev/null")
    for name in ("AWS_CA_BUNDLE", "http_proxy", "HTTP_PROXY"):
        monkeypatch.delenv(name, raising=False)
    Store.objects.clear()
    Store.said.clear()
    Store.caches.clear()
    monkeypatch.setattr(Store, "modified", "2024-01-01T00:00:00.000Z")
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield Store
    server.shutdown()
    thread.join()
    server.server_close()


def test_assets_come_first_then_pages_then_deletions_each_with_its_type(store: type[Store], published: Office) -> None:
    site = published.root / "current"
    store.objects["old/index.html"] = b"gone"
    store.objects["theme/site.0123456789.css"] = b"of a site of long ago"
    done = portal("deploy", "upload", site.resolve(), "store:b")
    assert done.status == 0, done.said
    paths = [path for path in site.rglob("*") if path.is_file() and path.suffix not in PACKED]
    files = {path.relative_to(site).as_posix(): path.read_bytes() for path in paths}
    assert store.objects == files
    assert len(store.said) == len(files) + 2
    kinds = ["page" if name.endswith(".html") else "asset" for what, name, _ in store.said if what == "PUT"]
    assert kinds == sorted(kinds)
    assert store.said[-2:] == [("DELETE", "old/index.html", ""), ("DELETE", "theme/site.0123456789.css", "")]
    for name in files:
        named = name.startswith(("theme/", "pagefind/index/"))
        assert store.caches[name] == (KEEP if named else ASK), name
    for _, name, type in store.said[:-2]:
        if (suffix := Path(name).suffix) and suffix not in GUESSED - {".html"}:
            assert type == header_type(suffix), name
    store.said.clear()
    assert portal("deploy", "upload", site.resolve(), "store:b").status == 0
    assert store.said == []


def test_a_preview_is_not_uploaded(published: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    instance, site = tmp_path / "instance", tmp_path / "preview"
    shutil.copytree(published.copy / "data", instance / "data")
    write(instance / "content" / "pages" / "about.md", "Title: 关于本站\nSlug: about\n\n说明。\n")
    done = portal("build", "--preview", "--instance", instance, "--output", site)
    assert done.status == 0, done.said
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    done = portal("deploy", "upload", site, "store:b")
    assert done.status == 1
    assert "[deploy.preview]" in done.said


def test_what_is_no_site_is_not_uploaded(tmp_path: Path) -> None:
    done = portal("deploy", "upload", tmp_path, "store:b")
    assert done.status == 2
    assert "不是生成好的网站" in done.said


def test_styles_of_a_site_before_stay_for_a_while(store: type[Store], published: Office) -> None:
    site = published.root / "current"
    store.objects["theme/site.0123456789.css"] = b"of yesterday"
    store.modified = datetime.datetime.now(tz=datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    assert portal("deploy", "upload", site.resolve(), "store:b").status == 0
    assert store.objects["theme/site.0123456789.css"] == b"of yesterday"
    assert [one for one in store.said if one[0] == "DELETE"] == []


def test_what_is_compressed_is_uploaded_when_asked(store: type[Store], published: Office) -> None:
    site = published.root / "current"
    assert portal("deploy", "upload", site.resolve(), "store:b", "--packed").status == 0
    assert set(store.objects) == {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    assert any(name.endswith(".br") for name in store.objects)


def test_every_file_is_in_a_step_and_deleting_comes_last(published: Office) -> None:
    done = [step.words[0] for step in steps(published.root / "current")]
    assert done == ["copy"] * (len(done) - 2) + ["sync", "delete"]
    whole = list(steps(published.root / "current"))[-5:-2]
    assert ["- *.html" in step.words for step in whole] == [False, True, False]
    assert "+ *.html" in whole[-1].words
