# SPDX-License-Identifier: BSL-1.0
"""What can go wrong, by who is hit by it."""


class Trouble(Exception):
    """One server cannot be measured: a sentence for its row. The others can."""


class Missing(Exception):
    """Nothing can be measured: a sentence that says what to do."""
