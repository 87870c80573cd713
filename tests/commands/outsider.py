"""Recomputes a release from figures.json and data.csv alone: python outsider.py FOLDER. As /verify/ describes them."""

import csv
import json
import sys
from decimal import Decimal
from pathlib import Path

folder = Path(sys.argv[1])
rows = list(csv.DictReader((folder / "data.csv").read_text("utf-8-sig").splitlines()))
figures = {f["id"]: f for f in json.loads((folder / "figures.json").read_text("utf-8"))["figures"]}
done, wrong = [], []
for id, f in figures.items():
    terms = [Decimal(figures[t]["value"]) for t in f.get("terms", []) if figures[t]["value"]]
    for s in f.get("sources", []):
        which, columns = s.get("rows", range(len(rows))), [c for c in s["fields"] if rows[0][c][0].isdigit()]
        terms += [sum(Decimal(rows[i][c]) for i in which) for c in columns]
    sign = next((c for c in "÷−和" if c in f.get("formula", "")), "")
    if f["value"] and sign and len(terms) == (1 if sign == "和" else 2):
        a, b = terms[0], terms[-1]
        result = a if sign == "和" else a - b if sign == "−" else a / b * (100 if f["unit"] == "%" else 1)
        done, wrong = [*done, id], wrong + [id] * (abs(result - Decimal(f["value"])) > Decimal("1e-20"))
print(len(done), "of", len(figures), "recomputed; different:", wrong or "none")
