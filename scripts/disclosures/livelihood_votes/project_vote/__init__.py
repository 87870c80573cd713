"""Vote on livelihood projects (民生实事项目票决)."""
