"""What readers do on the live page, done on the published one: the same tests, at another address."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.conftest import REPOSITORY, OpenPage
from tests.browser.published import published
from tests.browser.test_layers import *  # noqa: F403 - whatever these files test
