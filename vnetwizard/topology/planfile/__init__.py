"""The plan file: a topology as TOML, read with every problem named, written so that reading it gives it back."""

from vnetwizard.topology.planfile.problems import PlanFileError
from vnetwizard.topology.planfile.reading import read
from vnetwizard.topology.planfile.writing import write

__all__ = ["PlanFileError", "read", "write"]
