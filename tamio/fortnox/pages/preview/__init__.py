"""Pages of previews: one invoice, and many at once."""
