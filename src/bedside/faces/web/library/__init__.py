"""The library in the web app: its index, its pages, words explained, medicines side by side."""
