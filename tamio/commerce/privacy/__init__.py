"""What is known of one person: given out when they ask, and erased as far as the law lets one."""
