"""Evaluation outcomes (评议评价结果)."""
