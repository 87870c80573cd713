"""Deployment: publishing by ``git push`` on a server of one's own; a target folder, its repository, one publication."""
