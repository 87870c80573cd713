"""Key work quality (重点工作质效评价)."""
