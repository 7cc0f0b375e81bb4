"""Fixtures shared by the tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples on every machine and in every run: a test that fails by chance is not believed. To look for new
# ones: HYPOTHESIS_PROFILE=search pytest tests/test_properties.py
settings.register_profile("same", derandomize=True, deadline=None, database=None)
settings.register_profile("search", max_examples=5000, deadline=None)
# The tests read English, whatever language the machine speaks; those of the translations set their own.
os.environ["FORUMCITE_LANG"] = "en"
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

ROOT = Path(__file__).parents[1]
FIXTURES = Path(os.environ.get("FORUMCITE_FIXTURES", ROOT.parent / "shared" / "fixtures"))


@pytest.fixture(scope="session")
def fixtures() -> Path:
    """The folder of outside test data; tests that need it are skipped where it is absent."""
    if not FIXTURES.is_dir():
        pytest.skip(f"outside test data not found at {FIXTURES} (set FORUMCITE_FIXTURES)")
    return FIXTURES


@pytest.fixture(scope="session")
def article() -> str:
    """The forum article, as decoded."""
    return (ROOT / "claims/sources/ai-compute-forum-2025.txt").read_bytes().decode("utf-8")
