"""Promises of charts."""
