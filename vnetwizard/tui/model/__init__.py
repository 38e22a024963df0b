"""What pages show, computed without a screen: pure functions from a run's journal to values that widgets draw."""
