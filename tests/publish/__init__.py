"""Promises of publish."""
