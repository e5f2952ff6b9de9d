"""Reads BUILD files, without Bazel: the targets that stand in them, and what these name."""

import ast
import collections
import copy
import os

# What a label stands in: in `data` only if it goes into a product.
DEPENDENCIES = ("deps", "srcs", "hdrs", "textual_hdrs", "implementation_deps", "actual", "data")

Target = collections.namedtuple("Target", "label path is_test is_public files dependencies")


class BuildFiles:
    """The targets of the files that were read."""

    def __init__(self):
        self.targets = {}  # By label.

    def read(self, path, text):
        package = os.path.dirname(path)
        calls = list(calls_of(ast.parse(text)))
        defaults = {}
        for kind, words in calls:
            if kind == "package":
                defaults = words
        for kind, words in calls:
            if isinstance(words.get("name"), ast.Constant):
                target = self.target(path, package, kind, words, defaults)
                self.targets[target.label] = target

    @staticmethod
    def target(path, package, kind, words, defaults):
        testonly = words.get("testonly", defaults.get("default_testonly"))
        is_test = kind.endswith("_test") or (
            isinstance(testonly, ast.Constant) and bool(testonly.value))
        visibility = strings(words.get("visibility", defaults.get("default_visibility")))
        files, dependencies = [], []
        for word in DEPENDENCIES:
            for text, line in strings(words.get(word)):
                if word == "data" and is_test:
                    continue
                if text.startswith(("//", ":")):
                    dependencies.append((label_of(text, package), line))
                elif word in ("srcs", "hdrs", "textual_hdrs"):
                    files.append((os.path.join(package, text), word))
        return Target(f"//{package}:{words['name'].value}", path, is_test,
                      any(text == "//visibility:public" for text, _ in visibility), files,
                      dependencies)

    def tests(self):
        """The files that only tests are made of."""
        files = {True: set(), False: set()}
        for target in self.targets.values():
            files[target.is_test].update(path for path, _ in target.files)
        return files[True] - files[False]


class Filled(ast.NodeTransformer):
    """An expression with the values of variables in their places."""

    def __init__(self, values):
        self.values = values

    def visit_Name(self, node):  # pylint: disable=invalid-name
        return copy.deepcopy(self.values.get(node.id, node))

    def visit_BinOp(self, node):  # pylint: disable=invalid-name
        self.generic_visit(node)
        if isinstance(node.left, ast.Constant) and isinstance(node.right, ast.Constant):
            return ast.copy_location(ast.Constant(node.left.value + node.right.value), node)
        return node


def calls_of(tree):
    """(function, arguments by name) of every call at the top, once for each turn of a loop."""
    values = {}
    for node in tree.body:
        if isinstance(node, ast.Assign):
            values[node.targets[0].id] = node.value
        expression = node.value if isinstance(node, ast.Expr) else None
        turns = [{}]
        if isinstance(expression, ast.ListComp):
            loop = expression.generators[0]
            turns = [{loop.target.id: item} for item in loop.iter.elts]
            expression = expression.elt
        if isinstance(expression, ast.Call) and isinstance(expression.func, ast.Name):
            for turn in turns:
                filled = Filled({**values, **turn})
                yield expression.func.id, {word.arg: filled.visit(copy.deepcopy(word.value))
                                           for word in expression.keywords}


def strings(node):
    """(text, line) of every string in an expression."""
    return [(part.value, part.lineno) for part in ast.walk(node or ast.Pass())
            if isinstance(part, ast.Constant) and isinstance(part.value, str)]


def label_of(text, package):
    if text.startswith(":"):
        return f"//{package}{text}"
    return text if ":" in text else f"{text}:{text.rpartition('/')[2]}"
