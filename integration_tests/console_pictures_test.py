#!/usr/bin/env python3
"""The pictures of the console can be taken, and are small enough to be kept."""

import os
import struct
import tempfile
import unittest

import console_pictures


class ConsolePicturesTest(unittest.TestCase):
    def test_each_is_taken_in_its_size(self):
        with tempfile.TemporaryDirectory() as folder:
            console_pictures.main(folder)
            for name, width, height, _, _ in console_pictures.PICTURES:
                path = os.path.join(folder, f"{name}.png")
                with open(path, "rb") as file:
                    head = file.read(24)
                self.assertEqual(struct.unpack(">II", head[16:24]), (width, height), name)
                self.assertLess(os.path.getsize(path), 150_000, name)


if __name__ == "__main__":
    unittest.main()
