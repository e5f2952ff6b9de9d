"""embedded_files: files that are linked into a program."""

load("//tools/build_defs:cc.bzl", "cc_library")

def embedded_files(name, srcs, **kwargs):
    """Makes a library of an archive that mock_common/archive reads.

    Its bytes are those from the symbol `name`_begin up to `name`_end, both `extern "C" const char[]`.

    Args:
      name: the library's name, fit for a symbol.
      srcs: the files; their paths in the archive begin at the repository's root.
      **kwargs: passed to both rules (visibility, testonly).
    """
    native.genrule(
        name = name + "_object",
        srcs = srcs,
        outs = [name + ".archive", name + ".o"],
        # The assembler's own way to take a file in; the last section says that no code is on the
        # stack, without which the whole program's would be made executable.
        cmd = " && ".join([
            "python3 $(location //tools/build_defs:embed_files.py) $(location %s.archive) $(SRCS)" % name,
            "printf '%%s\\n' '.section .rodata' '.balign 16' '.globl %s_begin, %s_end' '%s_begin:'" %
            (name, name, name) +
            " '.incbin \"$(location %s.archive)\"' '%s_end:' '.byte 0'" % (name, name) +
            " '.section .note.GNU-stack,\"\",%%progbits' | as -o $(location %s.o) -" % name,
        ]),
        tools = ["//tools/build_defs:embed_files.py"],
        **kwargs
    )
    cc_library(
        name = name,
        srcs = [name + ".o"],
        **kwargs
    )
