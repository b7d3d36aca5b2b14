"""Times the map beside other ways to show the same data, in one run and one browser: `python -m bench`."""
