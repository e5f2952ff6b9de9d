#!/usr/bin/env python3
"""axe-core judges every view of the console, light and dark, wide and narrow.

usage: console_accessibility.py AXE
"""

import sys
import unittest

from azmock_process import Serve
from console_page import ConsolePage
from console_pictures import ask_for_all_kinds

VIEWS = ("?selected=3", "?selected=6", "?view=scenarios", "?view=faults", "?view=directory",
         "?view=clock", "?view=tokens", "?view=explain")
LOOKS = ((1280, False), (1280, True), (360, False))


class AccessibilityTest(unittest.TestCase):
    axe = ""

    def check(self, page, what):
        # By the debugger, which no policy of the page's keeps out.
        page.devtools("Runtime.evaluate", expression=self.axe)
        passed, found = page.run("""return axe.run().then(({passes, violations}) => [passes.length,
            violations.filter(({impact}) => ["serious", "critical"].includes(impact))
            .map(({id, nodes}) => `${id}: ${nodes.map(({html}) => html).slice(0, 3).join(" ")}`)])""")
        self.assertGreater(passed, 10, what)
        self.assertEqual(found, [], what)

    def test_no_view_has_a_serious_violation(self):
        with Serve() as server, ConsolePage(server) as page:
            page.open()
            page.says("Nothing has been asked yet")
            self.check(page, "empty")
            ask_for_all_kinds(server)
            for width, dark in LOOKS:
                page.size(width, 800, dark)
                for view in VIEWS:
                    page.open(view)
                    page.wait("document.querySelector('.tool h2, .diagnosis')")
                    self.check(page, f"{view} {width} {'dark' if dark else 'light'}")


if __name__ == "__main__":
    with open(sys.argv.pop(), encoding="utf-8") as file:
        AccessibilityTest.axe = file.read()
    unittest.main()
