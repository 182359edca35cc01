"""Nominees are told, agree or decline, and choose the name and what else the world sees."""
