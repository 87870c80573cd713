"""Duty reports (任命人员述职测评)."""
