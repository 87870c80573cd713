"""Pelican plugins, one concern each: `__init__.py` registers, pure modules work."""
