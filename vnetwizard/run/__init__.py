"""Makes a plan happen against a `Cloud`, and writes down every intent and answer. Knows no resource type, no Azure."""
