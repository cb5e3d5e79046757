"""Views: a network and its evidence to look at, in one file that needs nothing else."""
