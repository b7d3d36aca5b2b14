"""A map of the places that protect a species, drawn from a folder of data."""
