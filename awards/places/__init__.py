"""Councils with children’s services and children’s trusts as dated data: who exists on which day, under which names."""
