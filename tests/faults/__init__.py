"""Faults: what may befall a machine in the middle of a command, and that nothing is lost by it."""
