"""Fuzzing: strange input through every door, 100,000 cases and more. `make fuzz`, or `python -m fuzz`."""
