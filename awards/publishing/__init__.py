"""Embargo, announcement, the public archive of winners, feeds and corrections."""
