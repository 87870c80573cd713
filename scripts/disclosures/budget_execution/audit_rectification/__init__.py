"""Rectification of what audits found (审计查出问题整改)."""
