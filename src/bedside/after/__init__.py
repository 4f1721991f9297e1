"""What comes after the doses: what is due, what to watch for, and whether a toxicity is still usual."""
