"""The demonstration: one believable season of invented people; never imported by the product."""
