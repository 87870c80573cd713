"""Satisfaction with livelihood projects (民生实事满意度测评)."""
