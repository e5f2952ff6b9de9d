"""folder_repository: a folder of this repository as one of its own."""

def _folder_repository_impl(ctx):
    folder = ctx.path(ctx.attr.anchor).dirname
    for entry in folder.readdir():
        ctx.symlink(entry, entry.basename)

# Unlike local_repository it is found from other workspaces, too.
folder_repository = repository_rule(
    implementation = _folder_repository_impl,
    attrs = {"anchor": attr.label(mandatory = True, doc = "A file in the folder.")},
    local = True,
)
