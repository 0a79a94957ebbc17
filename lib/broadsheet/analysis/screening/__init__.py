"""A text held against an archive: what the archive knows of it, what is new, what it contradicts, what it copies."""
