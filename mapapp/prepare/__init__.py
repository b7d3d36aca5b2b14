"""Make tiles and an index of a layer that is too large to be sent: `python -m mapapp prepare`."""
