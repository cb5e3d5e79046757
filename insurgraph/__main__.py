"""``python -m insurgraph``."""

from .cli import main

main()
