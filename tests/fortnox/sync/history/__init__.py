"""A store and its Fortnox in one process, one thread and one clock: any history can be played."""
