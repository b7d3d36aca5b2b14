"""A reader's own layer: what is checked of it, how animals in it are guarded, and what can be asked of it."""
