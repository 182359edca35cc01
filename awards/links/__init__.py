"""Secret links that mail carries: hashed at rest, expiring, for one purpose."""
