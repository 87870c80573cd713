"""Staged scoring of suggestions out of a hundred (百分制分段评价)."""
