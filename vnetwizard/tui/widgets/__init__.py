"""Parts that pages are put together from. Each draws one value of `model` and repaints only where that differs."""
