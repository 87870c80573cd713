"""Every mark the site may draw, one visual language, and the renderer; fed with grids, never with files."""
