"""One policy, said the same way to every browser and server."""

from pathlib import Path

from lxml import etree

from plugins.headers.media import IMMUTABLE, MEDIA_TYPES, header_type
from plugins.headers.policy import header_policy, meta_policy
from plugins.headers.servers import ASK, KEEP, PLAIN_HEADERS, caddy, cloudflare, iis, nginx_http, nginx_server


def test_nothing_loads_unless_named_and_nothing_inline_runs() -> None:
    for page_type in ("home", "release", "search", "embed"):
        policy = meta_policy(page_type)
        assert policy.startswith("default-src 'none'; ")
        assert "unsafe-inline" not in policy
        assert "'unsafe-eval'" not in policy
        assert "http" not in policy
        assert "*" not in policy


def test_only_the_search_page_may_compile_webassembly() -> None:
    assert "'wasm-unsafe-eval'" in meta_policy("search")
    assert "'wasm-unsafe-eval'" not in meta_policy("release")


def test_the_header_adds_only_who_may_frame() -> None:
    assert header_policy("release") == meta_policy("release") + "; frame-ancestors 'self'"
    assert header_policy("embed") == meta_policy("embed") + "; frame-ancestors *"


def test_every_server_gets_every_policy() -> None:
    document = etree.fromstring(iis().encode())
    said_by_iis = {node.get("value") for node in document.iter("add")}
    for page_type in ("page", "search", "embed"):
        assert header_policy(page_type) in cloudflare()
        assert f'"{header_policy(page_type)}"' in nginx_http()
        assert f'"{header_policy(page_type)}"' in caddy()
        assert header_policy(page_type) in said_by_iis
    for name, value in PLAIN_HEADERS.items():
        assert f"{name}: {value}" in cloudflare()
        assert f'add_header {name} "{value}" always;' in nginx_server()
        assert f'header {name} "{value}"' in caddy()
        assert value in said_by_iis


def test_every_server_is_told_what_may_be_kept_for_ever() -> None:
    document = etree.fromstring(iis().encode())
    assert [
        node.get("cacheControlMode") for node in document.findall(".//system.webServer/staticContent/clientCache")
    ] == ["DisableCache", *["UseMaxAge"] * len(IMMUTABLE)]
    for path in IMMUTABLE:
        assert f"{path}*\n  ! Cache-Control\n  Cache-Control: {KEEP}\n" in cloudflare()
        assert f'    ~{path}[^/]+$ "{KEEP}";' in nginx_http()
        assert f'~{path}[^/]+$ "{KEEP}"' in caddy()
        assert document.find(f"location[@path='{path.strip('/')}']") is not None
    assert f"  Cache-Control: {ASK}\n" in cloudflare().partition("/search/")[0]
    assert f'default "{ASK}"' in nginx_http()
    assert f'default "{ASK}"' in caddy()
    # A page that is not there may be there later: no `always`.
    assert "add_header Cache-Control $disclosure_cache;" in nginx_server()


def test_every_server_calls_every_file_the_same() -> None:
    said_by_iis = {n.get("fileExtension"): n.get("mimeType") for n in etree.fromstring(iis().encode()).iter("mimeMap")}
    assert said_by_iis == {extension: header_type(extension) for extension in MEDIA_TYPES}
    types = nginx_server().partition("types {\n")[2].partition("\n}")[0].splitlines()
    said_by_nginx = {f".{name}": line.split()[0] for line in types for name in line.rstrip(";").split()[1:]}
    assert said_by_nginx == MEDIA_TYPES
    for extension in set(MEDIA_TYPES) - {".html"}:
        assert f'path *{extension}\n\theader @{extension[1:]} Content-Type "{header_type(extension)}"' in caddy()


def test_every_kind_of_file_on_a_site_has_a_media_type(site: Path) -> None:
    there = {path.suffix for path in site.rglob("*") if path.is_file() and path.name != "_headers"}
    assert there - set(MEDIA_TYPES) == set()


def test_iis_serves_the_search_index() -> None:
    served = {node.get("fileExtension") for node in etree.fromstring(iis().encode()).iter("mimeMap")}
    assert {".pagefind", ".pf_meta", ".pf_index", ".pf_fragment", ".wasm"} <= served
