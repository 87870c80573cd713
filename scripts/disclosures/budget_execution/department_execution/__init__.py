"""Department budget execution (部门预算执行进度)."""
