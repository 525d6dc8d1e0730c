"""One page each: HTTP in, one call into the shop, HTTP out."""
