"""
Runs the tests of this folder in one process and prints one JSON line a test: {"name", "seconds", "failure"}.

    BG_DEPLOY_WITNESS=http://127.0.0.1:4566 python3 run.py [MODULE ...]
"""

from __future__ import annotations

import json
import sys
import time
import unittest
from pathlib import Path

MODULES = ["operations", "releases", "waiters", "paginators", "refusals"]


class Printed(unittest.TestResult):
    """Prints each test as it ends."""

    def startTest(self, test: unittest.TestCase) -> None:
        super().startTest(test)
        self._began = time.monotonic()
        self._failure: str | None = None

    def addSuccess(self, test: unittest.TestCase) -> None:
        pass

    def addFailure(self, test: unittest.TestCase, err: object) -> None:
        self._fail(test, err)

    def addError(self, test: unittest.TestCase, err: object) -> None:
        self._fail(test, err)

    def addSubTest(self, test: unittest.TestCase, subtest: unittest.TestCase, err: object) -> None:
        if err is not None:
            self._fail(subtest, err)

    def stopTest(self, test: unittest.TestCase) -> None:
        super().stopTest(test)
        name = f"{type(test).__doc__ or type(test).__name__}: {test.shortDescription() or test.id()}"
        seconds = round(time.monotonic() - self._began, 2)
        print(json.dumps({"name": name, "seconds": seconds, "failure": self._failure}), flush=True)

    def _fail(self, test: unittest.TestCase, err: object) -> None:
        told = self._exc_info_to_string(err, test)  # type: ignore[attr-defined]
        self._failure = f"{self._failure}\n{told}" if self._failure else told


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    unittest.defaultTestLoader.loadTestsFromNames(sys.argv[1:] or MODULES).run(Printed())
