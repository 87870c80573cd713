"""Execution of budget projects and major policies (项目支出与重大政策执行)."""
