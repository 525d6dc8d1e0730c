"""A subscriber's own pages."""
