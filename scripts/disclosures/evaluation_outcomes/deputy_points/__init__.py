"""Deputy points (代表履职积分公示)."""
