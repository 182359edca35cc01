"""What registers and the organiser's own lists say of nominees: who checked, when, what."""
