"""Is a VAT number in force? Asked of the EU's register by the worker, never while someone buys."""
