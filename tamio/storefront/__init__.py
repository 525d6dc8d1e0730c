"""The shopper's door: product pages, cart, checkout, confirmation."""
