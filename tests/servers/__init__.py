"""Real servers for the tests, as plain processes: no container engine, nothing installed."""
