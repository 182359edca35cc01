"""The authorities and children's trusts of England as dated data: who exists on which day, under which names."""
