"""The picture, both ends of it: what changed on a screen, and how it is put together again elsewhere."""
