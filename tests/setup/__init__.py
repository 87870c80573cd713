"""What tests need from outside Python: a browser, a Chinese font, Java."""
