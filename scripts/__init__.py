"""Gongkai 公开: from approved datasets to a public, searchable, citable static site."""
