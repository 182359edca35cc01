"""Every command of the room, in one place."""

from __future__ import annotations

import awards.privacy.keys_cli
import awards.privacy.map_cli
import awards.privacy.people_cli
import awards.privacy.retention_cli  # noqa: F401 - they add themselves to their groups
from awards.privacy.cli import keys, privacy

COMMANDS = (privacy, keys)
