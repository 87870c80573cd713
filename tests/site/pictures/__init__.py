"""The pictures in the README, and how they are taken."""
