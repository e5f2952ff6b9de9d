"""The files of the tree that the checks look at."""

import os

# git's, and what tools/setup --interop installs.
NOT_OURS = (".git", "node_modules", "venvs")


def files_of(root):
    """Paths from root, in no order; links, and what Bazel links to, are left out."""
    for folder, folders, files in os.walk(root):
        folders[:] = [f for f in folders if f not in NOT_OURS and not f.startswith("bazel-")]
        for name in files:
            path = os.path.join(folder, name)
            if not os.path.islink(path):
                yield os.path.relpath(path, root)
