"""text_literal: a data file as a C++ literal to include."""

def text_literal(name, src):
    """Makes `name`.inc, a raw string literal of the file's content; the target is `name`_inc.

    Args:
      name: of the .inc file, without its ending.
      src: the data file, which does not contain ")TEXT" and a quote.
    """
    native.genrule(
        name = name + "_inc",
        srcs = [src],
        outs = [name + ".inc"],
        cmd = "(printf 'R\"TEXT('; cat $<; printf ')TEXT\"\\n') > $@",
    )
