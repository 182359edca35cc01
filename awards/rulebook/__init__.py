"""The rules of eligibility on the screen: read, changed with a preview, tried on made-up facts."""
