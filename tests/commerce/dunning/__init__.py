"""Late payments: drawn, tried again, written about, paid after all."""
