"""The large instance: the demonstration made as big as a large district, to find what breaks or slows at size."""
