"""Build the embedded base map of a landscape anywhere, from open data packages: `python -m mapapp basemap DIR`."""
