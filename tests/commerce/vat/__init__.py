"""Who pays which VAT, at which rate, and how it is computed."""
