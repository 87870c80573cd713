"""Key project performance (重点项目绩效评价)."""
