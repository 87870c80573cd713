"""Tests: they mirror the code; a test's name is a promise."""
