"""Other shops' exports of products, turned into rows of our own columns."""
