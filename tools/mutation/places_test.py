#!/usr/bin/env python3
"""Which places of a source can be broken, and what then stands there."""

import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))
import places  # pylint: disable=wrong-import-position


def broken(line):
    """What becomes of a line, for each of its places."""
    return [place.apply(line, 7) for place in places.places_in("f.cc", [line])]


class PlacesTest(unittest.TestCase):
    """Lines, and what they become."""

    def test_a_comparison_is_turned_or_moved_by_one(self):
        is_7 = "::azid_mutation::Is(7)"
        for line, after in (
                ("  if (a == b) return;", f"  if (({is_7} ? a != b : a == b)) return;"),
                ("  while (x.size() <= kMost && ok) {",
                 f"  while (({is_7} ? x.size() < kMost : x.size() <= kMost) && ok) {{"),
                ("  return found->second != nullptr;",
                 f"  return ({is_7} ? found->second == nullptr : found->second != nullptr);")):
            self.assertEqual(broken(line), [after])

    def test_what_binds_stronger_is_left_alone(self):
        for line in ("  if (a + b == c) return;", "std::vector<int> x;", "// a == b)",
                     "  return a == b + c;", "#if A == B", "  case a == b:"):
            self.assertEqual(broken(line), [])

    def test_a_text_that_says_something_gets_a_letter_more(self):
        self.assertEqual(broken('  return Wrong("proxy", x);'),
                         ['  return Wrong((::azid_mutation::Is(7) ? "proxy~" : "proxy"), x);'])
        self.assertEqual(broken('  Join(a, ", ");'), [])

    def test_a_limit_is_one_more(self):
        self.assertEqual(
            broken("constexpr std::size_t kMost = 8 * 1024;  // each"),
            ["const std::size_t kMost = ::azid_mutation::Is(7) ? 9 * 1024 : 8 * 1024;  // each"])
        self.assertEqual(
            broken("constexpr absl::Duration kLong = absl::Seconds(5);"),
            ["const absl::Duration kLong = ::azid_mutation::Is(7) ? absl::Seconds(6) : "
             "absl::Seconds(5);"])


if __name__ == "__main__":
    unittest.main()
