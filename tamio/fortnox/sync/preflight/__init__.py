"""Pre-flight: is all there in Fortnox that sales need, asked before the first of them goes."""
