"""Address: from a root-absolute one (`/a/b/`) to one relative to the page it stands on (`../b/index.html`)."""

import posixpath
import re
from urllib.parse import urlsplit

ANYWHERE = "404.html"
"""The page a server shows at any address: its links cannot be relative."""

# Up to the next tag that has a value with an address of this site or of another one; others are passed over at once,
# first of all those that have no value, which are most.
_ADDRESS = r"(?:/|[Hh][Tt][Tt][Pp][Ss]?://)"
_OTHER = rf'(?:[^">]++|"(?!{_ADDRESS})[^"]*+")*+'
_TAG = re.compile(rf'((?:[^<]++|</?[a-z0-9]++>|<{_OTHER}>)*+)(<{_OTHER}"{_ADDRESS}[^"]*+"(?:[^">]++|"[^"]*+")*+>|\Z)')
_ATTRIBUTE = re.compile(r'(\s(?:data-)?(?:href|src|srcset|action)(?:-[a-z]+)?)="([^"]*)"')
_PARTS = re.compile(r"/([^?#]*)(.*)", re.DOTALL)
_CROOKED = frozenset(["", ".", ".."])
"""A path with such a segment is not the shortest way of writing it."""
_OUTSIDE = re.compile(r"https?://", re.IGNORECASE)


def base_path(url: str) -> str:
    """Return the path under which the site is published, ending in a slash.

    >>> base_path("https://example.cn/rd"), base_path("")
    ('/rd/', '/')
    """
    return urlsplit(url).path.rstrip("/") + "/"


def root_of(output_file: str, base: str) -> str:
    """Return the way from a page to the site's root, without the slash at its end.

    >>> root_of("index.html", "/"), root_of("a/b/index.html", "/"), root_of("404.html", "/rd/")
    ('.', '../..', '/rd')
    """
    if output_file == ANYWHERE:
        return base.rstrip("/")
    return "/".join([".."] * output_file.count("/")) or "."


def relative(address: str, output_file: str, base: str) -> str:
    """Return ``address`` as seen from ``output_file``; what is not root-absolute is returned as it is.

    >>> relative("/a/b/?q=1#x", "a/c/index.html", "/"), relative("/", "index.html", "/")
    ('../b/index.html?q=1#x', 'index.html')
    >>> relative("//evil.example/", "index.html", "/"), relative("#x", "index.html", "/")
    ('//evil.example/', '#x')
    """
    parts = _PARTS.match(address)
    if parts is None or address.startswith("//"):
        return address
    path, rest = parts.groups()
    if output_file == ANYWHERE:
        return base + path + rest
    if not path or path.endswith("/"):
        path += "index.html"
    return _way(path, output_file.rpartition("/")[0]) + rest


def _way(path: str, folder: str) -> str:
    """Return how ``path`` is reached from ``folder``, both from the site's root.

    >>> _way("a/b/c.html", "a/d"), _way("c.html", ""), _way("a/index.html", "a"), _way("../x//y", "a")
    ('../b/c.html', 'c.html', 'index.html', '../../x/y')
    """
    there, here = path.split("/"), folder.split("/") if folder else []
    if not _CROOKED.isdisjoint(there):
        return posixpath.relpath(path, folder or ".")
    same = 0
    for one, other in zip(there, here, strict=False):
        if one != other:
            break
        same += 1
    return "/".join([".."] * (len(here) - same) + there[same:]) or "."


def relink(html: str, output_file: str, base: str) -> str:
    """Return the page with relative addresses, and with `rel="noopener"` on links that leave the site."""
    known: dict[str, str] = {}

    def address(match: re.Match[str]) -> str:
        written = match[2]
        if written not in known:
            known[written] = relative(written, output_file, base)
        return f'{match[1]}="{known[written]}"'

    def tag(match: re.Match[str]) -> str:
        text = _ATTRIBUTE.sub(address, match[2])
        if "://" in text and text.startswith("<a ") and " rel=" not in text:
            target = _ATTRIBUTE.search(text)
            if target and _OUTSIDE.match(target[2]):
                text = text[:-1] + ' rel="noopener">'
        return match[1] + text

    return _TAG.sub(tag, html)
