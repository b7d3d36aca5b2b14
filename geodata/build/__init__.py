"""Scripts that turn open source packages into the committed map products (not needed at run time)."""
