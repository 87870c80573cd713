"""Final accounts and how they differ from the budget (决算与预决算差异)."""
