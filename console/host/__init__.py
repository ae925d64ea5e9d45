"""The process all members connect to: it routes, decides rights and remembers sessions; it cannot read content."""
