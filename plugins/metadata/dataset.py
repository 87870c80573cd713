"""Dataset: a release as schema.org describes it, for dataset search engines."""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup

from plugins.metadata.tags import absolute
from scripts.model.period import NotAPeriod, Period

Json = dict[str, Any]

FORMATS = {
    "csv": "text/csv",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
# Enough for a parser to read `</script>` or `<!--` in a title as text: JSON means the same with them escaped.
_ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def script_json(value: Any) -> Markup:
    """Return JSON that may stand in a script element.

    >>> script_json({"a": "</script>"})
    Markup('{"a": "\\\\u003c/script\\\\u003e"}')
    """
    text = json.dumps(value, ensure_ascii=False, sort_keys=True).translate(_ESCAPES)
    return Markup(text)  # noqa: S704 - no character is left that HTML would read as markup


def _coverage(data: Json) -> str:
    """Return the time that a release is about, as two days."""
    for part in data["address"].strip("/").split("/"):
        try:
            period = Period.parse(part)
        except NotAPeriod:
            continue
        return f"{period.start}/{period.end}"
    return data.get("as_of", "")


def dataset(site: Json, data: Json) -> Json:
    """Return the description of one release, without what is not known."""
    organ = {"@type": "GovernmentOrganization", "name": site.get("organ", "")}
    methods = "".join(f"口径：{method['title']}。" for method in data.get("methods", ()))
    described: Json = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": data["title"],
        "description": f"{data.get('description', '')}{methods}由{organ['name']}公开，数据截至{data['as_of_text']}。"[
            :5000
        ],
        "creator": organ,
        "publisher": organ,
        "inLanguage": site.get("language", "zh-CN"),
        "isAccessibleForFree": True,
        "datePublished": data.get("issued", ""),
        "temporalCoverage": _coverage(data),
        "version": f"r{data['revision']}" if data.get("revision") else "",
        "url": absolute(site, data["address"]),
        "identifier": absolute(site, data["address"]),
        "license": site.get("licence", {}).get("url", ""),
        "distribution": [
            {
                "@type": "DataDownload",
                "name": item["title"],
                "contentUrl": absolute(site, item["href"]),
                "encodingFormat": FORMATS[item["href"].rpartition(".")[2]],
            }
            for item in data.get("downloads", ())
            if item["href"].rpartition(".")[2] in FORMATS and absolute(site, item["href"])
        ],
        "includedInDataCatalog": {
            "@type": "DataCatalog",
            "name": site.get("name", ""),
            "url": absolute(site, "/data/"),
        },
    }
    if not absolute(site, "/"):
        del described["includedInDataCatalog"]["url"]
    return {key: value for key, value in described.items() if value not in ("", [])}


def dataset_json(site: Json, data: Json) -> Markup:
    """Return the JSON-LD of a release page; nothing for other pages."""
    return script_json(dataset(site, data)) if data["type"] == "release" else Markup("")
