"""One entity's figures and records, gathered from every release that mentions it."""
