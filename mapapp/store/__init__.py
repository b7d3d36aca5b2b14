"""Files in: the atlas folder, its layers and its texts."""
