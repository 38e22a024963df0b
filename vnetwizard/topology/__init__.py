"""What the operator wants: networks, sites, links, and every rule about them. Pure: no I/O."""
