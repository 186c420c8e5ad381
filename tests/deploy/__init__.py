"""The files a server is set up with: read in the usual run, lived through by make compose-test."""
