// What the sanitizers ask a binary at its start. The variables ASAN_OPTIONS,
// UBSAN_OPTIONS and TSAN_OPTIONS still override these.

extern "C" {

const char* __asan_default_options() { return "detect_leaks=1:strict_string_checks=1"; }

const char* __ubsan_default_options() { return "print_stacktrace=1:halt_on_error=1"; }

const char* __tsan_default_options() { return "halt_on_error=1:second_deadlock_stack=1"; }

// Debian's libgrpc is not instrumented, so TSan cannot see its locks. Named by
// library, never wider.
const char* __tsan_default_suppressions() {
  return "called_from_lib:libgrpc.so\n"
         "called_from_lib:libgrpc++.so\n";
}

}  // extern "C"
