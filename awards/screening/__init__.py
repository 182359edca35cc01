"""Staff rule on eligibility and admit entries for judging."""
