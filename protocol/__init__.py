"""What all peers agree on: messages, sealing, links and the picture. Imports nothing of ours from outside."""
