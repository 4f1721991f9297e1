"""Studies of protocols: virtual people by one guide, or by two, worked out in the background for whoever does research."""
