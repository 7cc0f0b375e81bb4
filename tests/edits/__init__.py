"""Edits of claims files: their cases, random ones, and what they withstand."""
