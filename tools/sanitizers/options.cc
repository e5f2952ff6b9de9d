// What the sanitizers ask a binary at its start. The variables ASAN_OPTIONS,
// UBSAN_OPTIONS and TSAN_OPTIONS still override these.

// NOLINTBEGIN(bugprone-reserved-identifier): the sanitizers choose these names.
extern "C" {

const char* __asan_default_options() { return "detect_leaks=1:strict_string_checks=1"; }

const char* __ubsan_default_options() { return "print_stacktrace=1:halt_on_error=1"; }

const char* __tsan_default_options() { return "halt_on_error=1:second_deadlock_stack=1"; }

// Debian's libgrpc and what it stands on, OpenSSL too, are not instrumented: TSan sees the
// memory they hand from thread to thread, but not their locks. So their own
// accesses are ignored, each library by name, and so is what grpc's headers do
// inside: put our messages into its memory, send them, end or cancel a call that
// another of its threads made. Our handlers and callers remain watched: what calls them is not
// instrumented (see .bazelrc), so that nothing of grpc's is in their stacks.
// It also hands a plugin for credentials, TokenPlugin, from the thread that made it to its own;
// what that stands on is watched in the tests of identity/internal/authorization.
// libprotobuf unlocks a map field's mutex by a tail call, which looks as if we did; so does
// libabsl_status delete what the last of several threads has let go, having counted unseen.
const char* __tsan_default_suppressions() {
  return "called_from_lib:libgrpc.so\n"
         "called_from_lib:libgrpc++.so\n"
         "called_from_lib:libgpr.so\n"
         "called_from_lib:libupb.so\n"
         "called_from_lib:libprotobuf.so\n"
         "called_from_lib:libcrypto.so\n"
         "called_from_lib:libssl.so\n"
         "called_from_lib:libabsl_cord.so\n"
         "called_from_lib:libabsl_cord_internal.so\n"
         "called_from_lib:libabsl_graphcycles_internal.so\n"
         "called_from_lib:libabsl_status.so\n"
         "called_from_lib:libabsl_strings.so\n"
         "called_from_lib:libabsl_time_zone.so\n"
         "race:grpc::GenericDeserialize\n"
         "race:grpc::internal::\n"
         "race:grpc::MetadataCredentialsPluginWrapper::\n"
         "race:TokenPlugin\n"
         "race:mock::admin::PendingCall::OnCancel\n"
         "race:mock::admin::PendingWatch::OnCancel\n"
         "race:absl::debian3::Status::Unref\n"
         "mutex:google::protobuf::internal::MapField\n";
}

}  // extern "C"
// NOLINTEND(bugprone-reserved-identifier)
