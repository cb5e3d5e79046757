"""What is done to the library to see whether it breaks: `make torture`, with figures at the end.

No part of the distribution. `targets` and `fuzz` give its readers inputs that nobody would write,
`faults` kills, cuts and fills what it works with; short forms of both are in the tests.
"""
