"""What a shopper sends: a product for the cart, and themselves at the checkout."""
