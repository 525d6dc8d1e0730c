"""Speed, shown as counts and ratios within one run; never a test."""
