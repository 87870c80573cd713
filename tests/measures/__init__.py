"""Promises of measures."""
