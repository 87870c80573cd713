"""``make sbom``: a bill of materials (CycloneDX 1.6, JSON) from the lock files; the same locks give the same bytes."""

from __future__ import annotations

import json
import sys
import tomllib
import uuid
from typing import Any

from scripts.instance import ROOT
from tests.supply.locked import RUNTIME, TESTS, Locked, licence, read

OUTPUT = ROOT / ".cache" / "sbom.cdx.json"
NAMESPACE = uuid.UUID("6f0f7a0e-5d55-5c39-9d0a-6d5b8f0a7c11")


def made() -> bytes:
    """Return the bill: every locked package with version, hashes, licence and whether a build or only tests need it."""
    runtime, every = read(RUNTIME), read(TESTS)
    components = [_component(one, runtime=one.name in runtime) for _, one in sorted({**every, **runtime}.items())]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    body: dict[str, Any] = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": project["name"],
                "name": project["name"],
                "version": project["version"],
                "licenses": [{"license": {"id": project["license"]}}],
            }
        },
        "components": components,
    }
    # Named by what it says: the form asks for a number, and a random one would differ each time.
    number = uuid.uuid5(NAMESPACE, json.dumps(body, sort_keys=True))
    return (json.dumps({**body, "serialNumber": f"urn:uuid:{number}"}, ensure_ascii=False, indent=1) + "\n").encode()


def _component(one: Locked, *, runtime: bool) -> dict[str, Any]:
    address = f"pkg:pypi/{one.name}@{one.version}"
    said = licence(one.name)
    out: dict[str, Any] = {
        "type": "library",
        "bom-ref": address,
        "name": one.name,
        "version": one.version,
        "purl": address,
        "scope": "required" if runtime else "excluded",
        # A lock names the hashes of all files of a version; which one was fetched depends on the machine.
        "properties": [{"name": "gongkai:lock:sha256", "value": sha256} for sha256 in one.hashes],
    }
    if said:
        out["licenses"] = [{"expression": said}]
    return out


def main() -> int:
    """Write the bill."""
    OUTPUT.parent.mkdir(parents=True, exist_ok=True)
    OUTPUT.write_bytes(made())
    print(f"软件物料清单 / bill of materials: {OUTPUT.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
