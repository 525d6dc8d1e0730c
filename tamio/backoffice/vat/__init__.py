"""VAT as a merchant sees it: the threshold, the OSS return's sums, and rates of one's own."""
