"""The nouns that every stage shares: problem, table, figure, grid, chart, release, method, code list."""
