"""What holds for all tests: a loaded machine is slow, and that is not what they are about."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile("loaded", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("loaded")
