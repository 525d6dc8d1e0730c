"""Sales to consumers in other member states: how near the threshold, and what OSS is told."""
