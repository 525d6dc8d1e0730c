"""Store, its settings, and its gapless number series."""
