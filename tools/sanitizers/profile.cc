// Where clang's coverage of a program goes that is started without LLVM_PROFILE_FILE, as the tools
// are that a credential asks: nowhere. Its current folder, which clang would take, may be one that
// cannot be written, of which it would complain in the middle of what the tool says.

// NOLINTBEGIN(bugprone-reserved-identifier, readability-identifier-naming): clang chooses it.
extern "C" {
extern const char __llvm_profile_filename[];
const char __llvm_profile_filename[] = "/dev/null";
}
// NOLINTEND(bugprone-reserved-identifier, readability-identifier-naming)
