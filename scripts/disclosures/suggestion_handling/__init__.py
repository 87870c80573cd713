"""Handling of deputies' suggestions (代表建议办理)."""
