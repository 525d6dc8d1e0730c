"""Every exchange that the tests produce, held against Fortnox's OpenAPI description."""
