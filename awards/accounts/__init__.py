"""People who sign in: staff and judges, what they are granted, and every audience's sign-ins."""
