"""General budget: monthly bulletin of revenue and expenditure (一般公共预算收支快报)."""
