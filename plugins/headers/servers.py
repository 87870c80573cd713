"""Servers: the policy and the media types as settings of static hosts, nginx, Caddy and IIS."""

from lxml import etree

from plugins.headers.media import IMMUTABLE, MEDIA_TYPES, compressible, header_type
from plugins.headers.policy import header_policy

PLAIN_HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "strict-origin-when-cross-origin"}
PATHS = {"search": "/search/", "embed": "/embed/"}
"""Page types with a policy of their own, and where they are."""
KEEP, ASK = "public, max-age=31536000, immutable", "no-cache"
"""What caches do with files whose names their bytes decide, and with all others: keep them for ever; ask each time."""


def cloudflare() -> str:
    """Return `_headers`, as Netlify and Cloudflare Pages read it."""
    lines = ["/*", *(f"  {name}: {value}" for name, value in PLAIN_HEADERS.items())]
    lines += [f"  Content-Security-Policy: {header_policy('page')}", f"  Cache-Control: {ASK}"]
    for page_type, path in PATHS.items():
        # `!` removes the header of the wider rule: two policies would both apply.
        lines += [f"{path}*", "  ! Content-Security-Policy", f"  Content-Security-Policy: {header_policy(page_type)}"]
    for path in IMMUTABLE:
        lines += [f"{path}*", "  ! Cache-Control", f"  Cache-Control: {KEEP}"]
    return "\n".join(lines) + "\n"


def nginx_http() -> str:
    """Return the part that belongs into nginx's `http` block: which policy an address gets."""
    lines = [
        "# nginx：复制到 /etc/nginx/conf.d/（在 http { } 中）。另一半是 nginx-server.conf。",
        "map $uri $disclosure_policy {",
        f'    default "{header_policy("page")}";',
        *(f'    ~{path} "{header_policy(page_type)}";' for page_type, path in PATHS.items()),
        "}",
        "map $uri $disclosure_cache {",
        f'    default "{ASK}";',
        *(f'    ~{path}[^/]+$ "{KEEP}";' for path in IMMUTABLE),
        "}",
    ]
    return "\n".join(lines) + "\n"


def nginx_server() -> str:
    """Return the part that belongs into nginx's `server` block: headers, media types, compression, the page for 404."""
    by_type: dict[str, list[str]] = {}
    for extension, name in MEDIA_TYPES.items():
        by_type.setdefault(name, []).append(extension.lstrip("."))
    texts = sorted(name for name in by_type if name.startswith("text/") and name != "text/html")
    lines = [
        "# nginx：复制到 /etc/nginx/snippets/，在 server { } 中 include。另一半是 nginx-headers.conf。",
        "add_header Content-Security-Policy $disclosure_policy always;",
        *(f'add_header {name} "{value}" always;' for name, value in PLAIN_HEADERS.items()),
        "# 名称由内容决定的文件永久缓存；其余每次核对有无变化。没有 always：404 不缓存。",
        "add_header Cache-Control $disclosure_cache;",
        "types {",
        *(f"    {name} {' '.join(extensions)};" for name, extensions in by_type.items()),
        "}",
        "default_type application/octet-stream;",
        "charset utf-8;",
        f"charset_types {' '.join(texts)};",
        "# 正式发布时每个文本文件旁边有压缩好的 .gz 和 .br。brotli 是另装的模块",
        "# （Debian：libnginx-mod-http-brotli-static），装了再去掉 brotli_static 前面的 #；没有它，用 .gz。",
        "gzip_static on;",
        "#brotli_static on;",
        "gzip on;",
        "gzip_vary on;",
        f"gzip_types {' '.join(compressible())};",
        "index index.html;",
        "autoindex off;",
        "server_tokens off;",
        "error_page 404 /404.html;",
    ]
    return "\n".join(lines) + "\n"


def caddy() -> str:
    """Return a snippet for Caddy: `import gongkai.caddyfile` above the sites, `import gongkai` in one."""
    lines = [
        "# Caddy：在 Caddyfile 开头写 import /路径/gongkai.caddyfile，在站点的 { } 中写 root 和 import gongkai。",
        "(gongkai) {",
        "\tmap {path} {disclosure_policy} {",
        *(f'\t\t~{path} "{header_policy(page_type)}"' for page_type, path in PATHS.items()),
        f'\t\tdefault "{header_policy("page")}"',
        "\t}",
        "\theader Content-Security-Policy {disclosure_policy}",
        *(f'\theader {name} "{value}"' for name, value in PLAIN_HEADERS.items()),
        "\tmap {path} {disclosure_cache} {",
        *(f'\t\t~{path}[^/]+$ "{KEEP}"' for path in IMMUTABLE),
        f'\t\tdefault "{ASK}"',
        "\t}",
        "\theader Cache-Control {disclosure_cache}",
    ]
    for extension in MEDIA_TYPES:
        if extension != ".html":
            name = extension.lstrip(".")
            lines += [f"\t@{name} path *{extension}", f'\theader @{name} Content-Type "{header_type(extension)}"']
    lines += [
        # Names with a dot are hidden below; the one that a standard asks for is the same file.
        "\trewrite /.well-known/security.txt /security.txt",
        "\tencode gzip",
        "\tfile_server {",
        "\t\thide .*",
        # What was compressed beforehand; the rest on the way.
        "\t\tprecompressed br gzip",
        "\t}",
        "\thandle_errors {",
        "\t\trewrite * /404.html",
        f'\t\theader Cache-Control "{ASK}"',
        f'\t\theader Content-Type "{header_type(".html")}"',
        "\t\tfile_server",
        "\t}",
        "}",
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
    etree.SubElement(server, "directoryBrowse", enabled="false")
    # IIS compresses each file once and keeps that itself; it cannot be told of a file that is compressed already.
    etree.SubElement(server, "urlCompression", doStaticCompression="true")
    static = etree.SubElement(server, "staticContent")
    for extension in MEDIA_TYPES:
        etree.SubElement(static, "remove", fileExtension=extension)
        etree.SubElement(static, "mimeMap", fileExtension=extension, mimeType=header_type(extension))
    etree.SubElement(static, "clientCache", cacheControlMode="DisableCache")
    _headers(server, PLAIN_HEADERS | {"Content-Security-Policy": header_policy("page")})
    errors = etree.SubElement(server, "httpErrors", errorMode="Custom")
    etree.SubElement(errors, "remove", statusCode="404")
    etree.SubElement(errors, "error", statusCode="404", path="404.html", responseMode="File")
    for page_type, path in PATHS.items():
        place = etree.SubElement(root, "location", path=path.strip("/"))
        _headers(etree.SubElement(place, "system.webServer"), {"Content-Security-Policy": header_policy(page_type)})
    for path in IMMUTABLE:
        place = etree.SubElement(root, "location", path=path.strip("/"))
        kept = etree.SubElement(etree.SubElement(place, "system.webServer"), "staticContent")
        more = {"cacheControlMaxAge": "365.00:00:00", "cacheControlCustom": "public, immutable"}
        etree.SubElement(kept, "clientCache", cacheControlMode="UseMaxAge", **more)
    text: bytes = etree.tostring(root, pretty_print=True, xml_declaration=True, encoding="utf-8")
    return text.decode("utf-8")


FILES = {
    "_headers": cloudflare,
    "nginx-headers.conf": nginx_http,
    "nginx-server.conf": nginx_server,
    "gongkai.caddyfile": caddy,
    "web.config": iis,
}
"""The files that stand beside the pages."""
