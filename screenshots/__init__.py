"""Pictures of every page of the wizard: `python -m screenshots.take` takes them anew."""
