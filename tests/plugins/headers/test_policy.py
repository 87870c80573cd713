"""One policy, said the same way to every browser and server."""

from lxml import etree

from plugins.headers.policy import header_policy, meta_policy
from plugins.headers.servers import cloudflare, iis, nginx


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
        assert header_policy(page_type) in nginx()
        assert header_policy(page_type) in said_by_iis


def test_iis_serves_the_search_index() -> None:
    served = {node.get("fileExtension") for node in etree.fromstring(iis().encode()).iter("mimeMap")}
    assert {".pagefind", ".pf_meta", ".pf_index", ".pf_fragment", ".wasm"} <= served
