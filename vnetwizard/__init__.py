"""vnetwizard joins Azure virtual networks by VPN gateway and proves the pair."""
