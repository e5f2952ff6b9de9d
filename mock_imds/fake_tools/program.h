// What runs when somebody starts a fake tool: it asks the fakes what to do, and does it.
#ifndef MOCK_IMDS_FAKE_TOOLS_PROGRAM_H_
#define MOCK_IMDS_FAKE_TOOLS_PROGRAM_H_

namespace mock::imds {

// Whether this process was started under the name of a tool.
bool IsToolProgram();

// The whole of such a process; its exit code. The fakes are those of kToolsFile beside the
// path that it was started by. What goes wrong on the way to them is said on standard error,
// with 70.
int RunToolProgram(int argc, char** argv);

}  // namespace mock::imds

#endif  // MOCK_IMDS_FAKE_TOOLS_PROGRAM_H_
