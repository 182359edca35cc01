"""The portal as a WSGI application: ``wsgi:app``."""

from awards.app import create_app
from config import Settings

app = create_app(Settings.from_environment())
