"""Build-time geodata: sources, digitised outlines and the scripts that make the shipped products."""
