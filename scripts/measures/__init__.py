"""Arithmetic with units: totals, ratios, averages, ranks, majorities, clocks. Missing in, missing out."""
