"""Rules of taking over products and customers from other shops' exports."""
