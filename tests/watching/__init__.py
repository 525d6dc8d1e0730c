"""Rules of seeing the lanes: the table, its live form, JSON and the metrics."""
