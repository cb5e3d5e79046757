"""The commands, grouped by what they work on; `insurgraph.cli` gathers them."""
