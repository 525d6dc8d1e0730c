"""The threshold of distance sales, and the sums of the OSS return."""
