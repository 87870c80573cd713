"""Media: what each kind of file on a site is called by a server; the one table for all of them."""

MEDIA_TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".jsonld": "application/ld+json",
    ".webmanifest": "application/manifest+json",
    ".xml": "application/xml",
    ".csv": "text/csv",
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".toml": "application/toml",
    ".conf": "text/plain",
    ".config": "text/plain",
    ".caddyfile": "text/plain",
    ".py": "text/x-python",
    ".ics": "text/calendar",
    ".bib": "application/x-bibtex",
    ".ris": "application/x-research-info-systems",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
    ".gz": "application/gzip",
    ".br": "application/octet-stream",
    ".wasm": "application/wasm",
    ".pagefind": "application/octet-stream",
    ".pf_meta": "application/octet-stream",
    ".pf_index": "application/octet-stream",
    ".pf_fragment": "application/octet-stream",
    ".pb": "text/plain",
    ".sig": "text/plain",
}
"""Extension → media type. IIS refuses what is not named (404.3); others guess, and ``nosniff`` makes that fatal."""

TEXT = ("text/", "application/json", "application/xml", "application/ld+json", "application/manifest+json")
_UTF8 = ("text/",)
IMMUTABLE = ("/theme/", "/pagefind/index/")
"""Folders in which a file with other bytes has another name, so that nobody need ever ask for one again.

Not the fragments of the search: of their hash the name has four digits, as all names are fetched with the first query.
"""


def header_type(extension: str) -> str:
    """Return the Content-Type header of a file: text says that it is UTF-8.

    >>> header_type(".csv"), header_type(".png")
    ('text/csv; charset=utf-8', 'image/png')
    """
    name = MEDIA_TYPES[extension]
    return f"{name}; charset=utf-8" if name.startswith(_UTF8) else name


def compressible() -> list[str]:
    """Return the types that are worth compressing on the way; HTML is always compressed."""
    named = {*MEDIA_TYPES.values()} - {"text/html"}
    return sorted(name for name in named if name.startswith(TEXT) or name in {"application/jsonl", "image/svg+xml"})
