"""The author's side: from `source/` to what is handed out, `release/` and `solutions/`."""
