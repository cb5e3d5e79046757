"""What goes out of this tree and what comes into it: distributions, licences, advisories, parts."""
