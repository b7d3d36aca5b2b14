"""What helps to make an atlas: a folder to begin with, and bands of doubt from half-widths."""
