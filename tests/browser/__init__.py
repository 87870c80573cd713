"""What a reader meets, in a real browser."""
