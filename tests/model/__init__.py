"""Promises of model."""
