"""Promises of site."""
