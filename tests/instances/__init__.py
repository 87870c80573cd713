"""Instances that tests build: the demonstration data and the real open files."""
