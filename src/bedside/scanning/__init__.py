"""What a laboratory report says: its words with their places, its tables, its results, and how sure that is."""
