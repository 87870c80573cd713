"""The demonstration district (示范区): invented data in real magnitudes, made by a script and marked as such."""
