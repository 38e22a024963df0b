"""From topology and inventory to steps. Pure, but for the `Cloud` protocol that others implement."""
