"""Review of department budgets (部门预算审查全覆盖)."""
