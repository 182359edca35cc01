"""Nominators write, save, submit and withdraw nominations."""
