"""Read files that readers bring, whatever is in them, and nothing beside them."""
