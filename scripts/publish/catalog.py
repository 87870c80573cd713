"""Catalogue for machines: DCAT 3, one line for each published figure and one for each chart."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from scripts.model.edition import Edition
from scripts.model.number import DASH
from scripts.model.store import WITHDRAWN
from scripts.publish.page import json_bytes
from scripts.publish.part import part_key
from scripts.publish.release import chart
from scripts.publish.reuse import Reuse
from scripts.publish.site import Site, issued, issued_date, status
from scripts.publish.standing import HOLDS, revisions, standings, withdrawal

Line = dict[str, Any]


def catalog(site: Site) -> bytes:
    """Return ``catalog.jsonld``: a DCAT 3 catalogue with a series for each report and a dataset for each revision."""
    base = str(site.settings["url"]).rstrip("/")
    datasets = [_dataset(site, base, edition) for edition in site.editions]
    return json_bytes(
        {
            "@context": {
                "dcat": "http://www.w3.org/ns/dcat#",
                "dct": "http://purl.org/dc/terms/",
                "spdx": "http://spdx.org/rdf/terms#",
                "foaf": "http://xmlns.com/foaf/0.1/",
                "xsd": "http://www.w3.org/2001/XMLSchema#",
            },
            "@type": "dcat:Catalog",
            "@id": f"{base}/catalog.jsonld",
            "dct:title": {"@value": site.settings["name"], "@language": "zh-CN"},
            "dct:publisher": {"@type": "foaf:Agent", "foaf:name": site.settings["organ"]},
            **({"dct:description": site.settings["notice"]} if site.settings["demonstration"] else {}),
            "dcat:dataset": [_series(site, base, series) for series in site.series] + datasets,
        }
    )


def _series(site: Site, base: str, series: str) -> dict[str, Any]:
    return {
        "@type": "dcat:DatasetSeries",
        "@id": f"{base}/{series}/",
        "dct:title": {"@value": site.rooms[series]["title"], "@language": "zh-CN"},
        "dct:description": {"@value": site.rooms[series]["definition"], "@language": "zh-CN"},
    }


def _dataset(site: Site, base: str, edition: Edition) -> dict[str, Any]:
    release = edition.release
    data = {
        "@type": "dcat:Dataset",
        "@id": f"{base}{edition.address}",
        "dct:title": {"@value": edition.title, "@language": "zh-CN"},
        "dct:description": {"@value": site.text(edition).plain, "@language": "zh-CN"},
        "dcat:inSeries": {"@id": f"{base}/{release.id.series}/"},
        "dcat:version": f"r{release.id.revision}",
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": {"@value": release.period.start.isoformat(), "@type": "xsd:date"},
            "dcat:endDate": {"@value": release.period.end.isoformat(), "@type": "xsd:date"},
        },
        "dcat:landingPage": {"@id": f"{base}{edition.address}"},
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                "dcat:downloadURL": {"@id": f"{base}{edition.address}{name}"},
                "dcat:mediaType": "text/csv",
                "spdx:checksum": {"spdx:algorithm": "sha256", "spdx:checksumValue": sha256},
            }
            for name, sha256 in (release.approval.files.items() if release.approval else ())
            if name.endswith(".csv")
        ],
    }
    if release.methods:
        # By the version of its rules two districts' figures can be known to be the same figure.
        data["dct:conformsTo"] = [
            {
                "@type": "dct:Standard",
                "@id": f"{base}/methods/{name}/",
                "dct:identifier": name,
                "dcat:version": version.version,
            }
            for name, version in sorted(release.methods.items())
        ]
    if issued(edition):
        data["dct:issued"] = {"@value": issued_date(edition), "@type": "xsd:date"}
    if release.id.revision > 1:
        before = f"{base}{edition.current_address}r{release.id.revision - 1}/"
        data["dcat:previousVersion"] = {"@id": before}
    return data


def figures_jsonl(site: Site, reuse: Reuse) -> bytes:
    """Return ``figures.jsonl``: every figure of every revision with its address and status, one a line."""
    pieces = []
    for edition in site.editions:
        made_of = part_key(site, "figure lines", revisions(site, edition), str(edition.release.id))
        pieces.append(reuse.piece(made_of, partial(_lines, _figures, site, edition)))
    return b"".join([*pieces, *(_lines(_withdrawn, site, one) for one in site.withdrawn)])


def figure_lines(site: Site) -> Mapping[str, Callable[[], Iterator[Line]]]:
    """Return release → what yields its lines of ``figures.jsonl``."""
    speaking = {str(one.release.id): partial(_figures, site, one) for one in site.editions}
    return speaking | {str(one.release.id): partial(_withdrawn, site, one) for one in site.withdrawn}


def chart_lines(site: Site) -> Mapping[str, Callable[[], Iterator[Line]]]:
    """Return release → what yields its lines of ``charts.jsonl``."""
    return {str(one.release.id): partial(_charts, site, one) for one in site.editions}


def _lines(of: Callable[..., Iterator[Line]], *given: Any) -> bytes:
    dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    return "".join(f"{dump(one)}\n" for one in of(*given)).encode()


def _figures(site: Site, edition: Edition) -> Iterator[Line]:
    """Yield the figures of a release; they and the other revisions of its period are in the key."""
    note = {"notice": site.settings["notice"]} if site.settings["demonstration"] else {}
    head, changed = _head(edition), standings(site, edition)
    for id, figure in edition.figures.items():
        one, standing = figure.as_json(), changed.get(id, HOLDS)
        # ``status`` of a figure is what became of it; the level it carries is another thing.
        level = {"level": one.pop("status")} if "status" in one else {}
        yield {
            "address": f"{edition.address}#{id}",
            **head,
            "status": standing.word,
            **({"now": standing.now, "now_address": standing.href} if standing.href else {}),
            **one,
            "words": figure.words,
            **level,
            **note,
        }


def _withdrawn(site: Site, edition: Edition) -> Iterator[Line]:
    """Yield the figures of a withdrawn release, of which nothing is left but the address and that there was one."""
    note = {"notice": site.settings["notice"]} if site.settings["demonstration"] else {}
    reason = withdrawal(site, edition).release.revision
    for id in edition.figures:
        yield {
            "address": f"{edition.address}#{id}",
            **_head(edition),
            "status": WITHDRAWN,
            "id": id,
            "label": WITHDRAWN,
            "value": None,
            "text": DASH,
            "unit": "",
            "missing": f"{WITHDRAWN}：{reason.reason if reason else ''}",
            "words": DASH,
            **note,
        }


def charts_jsonl(site: Site, reuse: Reuse) -> bytes:
    """Return ``charts.jsonl``: every chart that pages of every revision show with its files, one a line."""
    return b"".join(
        reuse.piece(part_key(site, "chart lines", [one]), partial(_lines, _charts, site, one)) for one in site.editions
    )


def _charts(site: Site, edition: Edition) -> Iterator[Line]:
    for name in site.text(edition).charts:
        item = chart(edition, name, {})
        del item["grid"]
        yield {
            "address": f"{edition.address}#chart-{name}",
            **{f"release_{key}" if key == "title" else key: value for key, value in _head(edition).items()},
            "status": status(edition)["word"],
            "name": name,
            **item,
        }


def _head(edition: Edition) -> dict[str, str]:
    release = edition.release
    return {
        "release": str(release.id),
        "title": edition.title,
        "as_of": release.as_of.isoformat(),
        "issued": issued_date(edition),
    }
