"""The interview, without a screen: which pages there are, what they ask, what stands in them, and what is missing.

`Answers` is all that a draft has to hold. `editing` and `moves` give other answers; `look` gives everything that a
screen or a prompt shows of them. Nothing here does I/O, and nothing raises for what a person typed.
"""

from __future__ import annotations
