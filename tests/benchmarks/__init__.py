"""What docs/performance.md says, measured again: make bench (ARGS="release", QUICK=1)."""
