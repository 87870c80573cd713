"""Votes on livelihood projects (民生实事票决) and what became of them."""
