"""Practice Azure: Azure Resource Manager, simulated well enough to make a pair of VPN gateways and break it.

azure = Azure(path)                      # a file; several processes may use it at once
azure.clock.set_speed(600)               # Azure seconds in a wall second
async with serve_unix(azure, socket):    # the Azure SDKs speak to it over HTTP
    ...
"""

from __future__ import annotations

from vnetwizard.practice.azure import Azure
from vnetwizard.practice.errors import PracticeStateError
from vnetwizard.practice.server import application, serve_unix

__all__ = ["Azure", "PracticeStateError", "application", "serve_unix"]
