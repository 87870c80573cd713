"""Publishing for real: a bare repository, pushes, kills, a full disk, web servers."""
