"""Register of deputies' suggestions (建议办理台账)."""
