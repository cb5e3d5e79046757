"""The graph: record, dates, grading, network, database, analyses, views and exports."""
