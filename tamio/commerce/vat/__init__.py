"""Who pays which VAT: treatments, dated rates, and the split of an amount."""
