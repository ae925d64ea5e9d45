"""Windows of these tests stay off any screen."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
