"""Everything goes wrong at once, for as long as one likes; then it is proven that nothing did."""
