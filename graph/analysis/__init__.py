"""Analyses: a network in, a table out."""
