"""Policy: what a page may load and run; nothing from elsewhere, nothing inline."""

from collections.abc import Sequence

_COMMON = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "font-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
}
# Pagefind compiles its index reader from WebAssembly, in a worker where it can.
_SEARCH = {"script-src": "'self' 'wasm-unsafe-eval'", "worker-src": "'self'"}


def directives(page_type: str, origins: Sequence[str] = ()) -> dict[str, str]:
    """Return the directives of a page type.

    Args:
        origins: sites whose search indexes a provincial portal reads; only its search page asks them, for data alone.
    """
    if page_type != "search":
        return _COMMON
    return _COMMON | _SEARCH | {"connect-src": " ".join(("'self'", *sorted(set(origins))))}


def meta_policy(page_type: str, origins: Sequence[str] = ()) -> str:
    """Return the policy as the meta tag carries it.

    >>> meta_policy("home").split("; ")[:2]
    ["default-src 'none'", "script-src 'self'"]
    """
    return "; ".join(f"{name} {value}" for name, value in directives(page_type, origins).items())


def header_policy(page_type: str, origins: Sequence[str] = ()) -> str:
    """Return the policy as a header: the meta tag's, and who may frame the page, which a meta tag cannot say."""
    frame = "*" if page_type == "embed" else "'self'"
    return f"{meta_policy(page_type, origins)}; frame-ancestors {frame}"
