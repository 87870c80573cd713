"""Progress of livelihood projects (民生实事项目进度)."""
