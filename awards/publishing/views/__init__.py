"""Pages of announcements and of the public archive."""
