"""Servers: the policy and the file types as settings of static hosts, nginx and IIS."""

from lxml import etree

from plugins.headers.policy import header_policy

PLAIN_HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "strict-origin-when-cross-origin"}
PATHS = {"search": "/search/", "embed": "/embed/"}
"""Page types with a policy of their own, and where they are."""

MIME_TYPES = {
    ".pagefind": "application/octet-stream",
    ".pf_meta": "application/octet-stream",
    ".pf_index": "application/octet-stream",
    ".pf_fragment": "application/octet-stream",
    ".wasm": "application/wasm",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".jsonld": "application/ld+json",
    ".webmanifest": "application/manifest+json",
}
"""File types that IIS refuses to serve unless named (error 404.3)."""


def cloudflare() -> str:
    """Return `_headers`, as Netlify and Cloudflare Pages read it."""
    lines = ["/*", *(f"  {name}: {value}" for name, value in PLAIN_HEADERS.items())]
    lines.append(f"  Content-Security-Policy: {header_policy('page')}")
    for page_type, path in PATHS.items():
        # `!` removes the header of the wider rule: two policies would both apply.
        lines += [f"{path}*", "  ! Content-Security-Policy", f"  Content-Security-Policy: {header_policy(page_type)}"]
    return "\n".join(lines) + "\n"


def nginx() -> str:
    """Return a file to include in nginx's `http` block; the last lines go into `server`."""
    lines = [
        "# 放进 nginx 的 http { } 中：include /path/to/nginx-headers.conf;",
        "map $uri $disclosure_policy {",
        f'    default "{header_policy("page")}";',
        *(f'    ~{path} "{header_policy(page_type)}";' for page_type, path in PATHS.items()),
        "}",
        "# 再把下面几行放进对应的 server { } 中：",
        "# add_header Content-Security-Policy $disclosure_policy always;",
        *(f'# add_header {name} "{value}" always;' for name, value in PLAIN_HEADERS.items()),
        "# error_page 404 /404.html;",
    ]
    return "\n".join(lines) + "\n"


def _headers(parent: etree._Element, headers: dict[str, str]) -> None:
    """Add a `customHeaders` element that sets ``headers``."""
    custom = etree.SubElement(etree.SubElement(parent, "httpProtocol"), "customHeaders")
    for name, value in headers.items():
        etree.SubElement(custom, "remove", name=name)
        etree.SubElement(custom, "add", name=name, value=value)


def iis() -> str:
    """Return `web.config` for IIS."""
    root = etree.Element("configuration")
    server = etree.SubElement(root, "system.webServer")
    static = etree.SubElement(server, "staticContent")
    for extension, mime in MIME_TYPES.items():
        etree.SubElement(static, "remove", fileExtension=extension)
        etree.SubElement(static, "mimeMap", fileExtension=extension, mimeType=mime)
    _headers(server, PLAIN_HEADERS | {"Content-Security-Policy": header_policy("page")})
    errors = etree.SubElement(server, "httpErrors", errorMode="Custom")
    etree.SubElement(errors, "remove", statusCode="404")
    etree.SubElement(errors, "error", statusCode="404", path="404.html", responseMode="File")
    for page_type, path in PATHS.items():
        place = etree.SubElement(root, "location", path=path.strip("/"))
        _headers(etree.SubElement(place, "system.webServer"), {"Content-Security-Policy": header_policy(page_type)})
    text: bytes = etree.tostring(root, pretty_print=True, xml_declaration=True, encoding="utf-8")
    return text.decode("utf-8")
