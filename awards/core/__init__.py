"""The framework-free heart: permissions, lifecycles, references, words and times."""
