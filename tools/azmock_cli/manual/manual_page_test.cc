#include "tools/azmock_cli/manual/manual_page.h"

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace azmock {
namespace {

TEST(ManualPageTest, HasAllThatTheCommandsSayOfThemselves) {
  CLI::App app{"Fakes:\nserve them.\n\nMore."};
  app.set_version_flag("--version", "1.2");
  std::string text;
  std::vector<std::string> list;
  int port = 8080;
  auto* serve = app.add_subcommand("serve", "Serves.\n.5 is `half`, isn't it?\n\nAnd \\ too.");
  serve->add_option("file", text, "What to serve.")->required();
  serve->add_option("-p,--port", port, "Where.")->check(CLI::Range(0, 9))->capture_default_str();
  serve->add_option("--clock", text, "How.")->check(CLI::IsMember({"a", "b"}));
  serve->add_option("--to", text, "Whom.")->type_name("URL")->envname("TO");
  app.add_subcommand("secret", "Hidden.")->group("");
  ManualSections sections;
  sections.version = "azmock 1.2";
  sections.exit_status = {{"0", "success"}};
  sections.environment = {{"NO_COLOR", "No colours."}};
  sections.files = {{"a.textproto", "A scenario."}};
  EXPECT_EQ(ManualPage(app, sections),
            R"(.TH AZMOCK 1 "" "azmock 1.2" "User Commands"
.SH NAME
azmock \- Fakes: serve them.
.SH SYNOPSIS
\fBazmock\fR \fICOMMAND\fR [\fIOPTIONS\fR]
.SH OPTIONS
.TP
\fB\-\-version\fR
Display program version information and exit
.SH COMMANDS
.SS azmock serve \fIfile\fR
Serves.
\&.5 is \(gahalf\(ga, isn\(aqt it?
.PP
And \e too.
.TP
\fIfile\fR
What to serve.
.TP
\fB\-p\fR, \fB\-\-port\fR \fIINT\fR
Where.
By default 8080.
.TP
\fB\-\-clock\fR \fI{a,b}\fR
How.
.TP
\fB\-\-to\fR \fIURL\fR
Whom.
.SH EXIT STATUS
.TP
\fB0\fR
success
.SH ENVIRONMENT
.TP
\fBTO\fR
What \-\-to of azmock serve is by default.
.TP
\fBNO_COLOR\fR
No colours.
.SH FILES
.TP
\fBa.textproto\fR
A scenario.
)");
}

}  // namespace
}  // namespace azmock
