"""Execution of government procurement (政府采购执行)."""
