"""HTTP: routes, headers and caching."""
