"""The pages that are measured, one module each, all showing the same layers."""
