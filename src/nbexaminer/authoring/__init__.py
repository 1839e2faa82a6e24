"""From `source/` to `release/` and `solutions/`."""
