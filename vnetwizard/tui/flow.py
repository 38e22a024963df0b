"""From page to page: what the start page leads to, what an interview needs, and the run that comes of it."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from vnetwizard import attempts, drafts, state
from vnetwizard.drafts import Draft
from vnetwizard.run import runs
from vnetwizard.run.journal import Journal
from vnetwizard.run.watch import Watch
from vnetwizard.target import Target
from vnetwizard.topology import planfile
from vnetwizard.tui.model import form, start
from vnetwizard.tui.model.lines import Tone
from vnetwizard.tui.model.session import Session
from vnetwizard.tui.reader import BackgroundReader
from vnetwizard.tui.screens.interview import Interview
from vnetwizard.tui.screens.path import Path as PathDialog
from vnetwizard.tui.screens.progress import Progress
from vnetwizard.tui.screens.review import Review
from vnetwizard.tui.watched import Watched
from vnetwizard.wizard import answers, moves
from vnetwizard.wizard.opening import opened
from vnetwizard.wizard.pages import REVIEW
from vnetwizard.words import mark, say

if TYPE_CHECKING:
    import subprocess

    from vnetwizard.plan.planner import Plan
    from vnetwizard.run import reading
    from vnetwizard.topology.keys import SharedKey
    from vnetwizard.tui.app import Window
    from vnetwizard.tui.model.lines import Line
    from vnetwizard.wizard.answers import Answers
