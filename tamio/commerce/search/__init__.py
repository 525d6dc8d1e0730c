"""Finding products by what people write, typing errors and all."""
