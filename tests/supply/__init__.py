"""Supply: what is installed, from which lock, under which licence, and what of it a built site carries."""
