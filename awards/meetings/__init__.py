"""The meeting of a panel: its agenda, votes, and the minutes that the chair signs."""
