"""One promise × every room."""
