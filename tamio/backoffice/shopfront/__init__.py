"""Where a merchant gives the shop its look, its pages and its own domain."""
