"""The door to /3: who is let in, what is logged, which fault strikes, how answers look."""
