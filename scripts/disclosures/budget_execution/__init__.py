"""Budget execution (预算执行)."""
