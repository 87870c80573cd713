"""The rooms: one folder holds all that is particular to one disclosure."""
