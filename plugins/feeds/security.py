"""Security: `security.txt` (RFC 9116), whom to tell of a weakness; only where the site names somebody."""

from __future__ import annotations

import datetime
from typing import Any

PLACES = ("security.txt", ".well-known/security.txt")
"""Where it is looked for; the second is the standard's, the first is for servers that hide names with a dot."""
YEAR = datetime.timedelta(days=365)


def security(site: dict[str, Any]) -> str:
    """Return the file, or nothing without an address to write to; it holds for a year from the day of the build.

    >>> print(security({"contact": {"email": "rd@example.cn"}, "at": "2024-11-01", "url": ""}), end="")
    Contact: mailto:rd@example.cn
    Expires: 2025-11-01T00:00:00Z
    Preferred-Languages: zh, en
    """
    contact = site.get("contact") or {}
    told = contact.get("security") or contact.get("email") or ""
    if not told:
        return ""
    until = datetime.date.fromisoformat(site["at"]) + YEAR
    lines = [f"Contact: {told if ':' in told else f'mailto:{told}'}", f"Expires: {until.isoformat()}T00:00:00Z"]
    lines.append("Preferred-Languages: zh, en")
    if site.get("url"):
        lines.append(f"Canonical: {site['url'].rstrip('/')}/{PLACES[1]}")
    return "\n".join(lines) + "\n"
