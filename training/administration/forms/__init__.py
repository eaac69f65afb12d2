"""What may be typed by those who run the site? Messages are codes, for templates."""
