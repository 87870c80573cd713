"""Files that a vote carries beside its data: the rule, a script that recounts with it, and the vote as Pabulib."""

from __future__ import annotations

import json
from pathlib import Path

from scripts.disclosures.livelihood_votes.project_vote.pabulib import pabulib
from scripts.disclosures.livelihood_votes.project_vote.vote import ALL_IN, BODIES, BY_BUDGET, vote
from scripts.model.release import Release

SCRIPT = Path(__file__).with_name("recount.py")


def extras(release: Release) -> dict[str, bytes]:
    """Return ``recount.py``, the ``rule.json`` it reads, and ``vote.pb``."""
    return {"recount.py": SCRIPT.read_bytes(), "rule.json": rule(release), "vote.pb": pabulib(release)}


def rule(release: Release) -> bytes:
    """Return the rule of the vote as data, with the columns of ``meeting.csv`` that hold its body and limits."""
    found = vote(release)
    method = found.method
    content = {
        "method": method.cited,
        "title": method.title,
        "basis": method.basis,
        "mode": found.meeting["mode"],
        "reason": found.result.reason,
        "majority": found.body is not None,
        "body": method["body"],
        "body_field": BODIES[method["body"]],
        "ties": method["ties"],
        "all_in": method["ties"] == ALL_IN,
        "per_ballot": found.per_ballot,
        "limits": ["places", "budget" if found.meeting["mode"] == BY_BUDGET else ""],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
