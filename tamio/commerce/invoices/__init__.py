"""Invoice and its lines: issued once, never edited."""
