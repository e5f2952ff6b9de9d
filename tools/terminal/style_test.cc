#include "tools/terminal/style.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>

#include "gtest/gtest.h"

namespace azmock {
namespace {

// A terminal of its own, and variables that say nothing about colours.
class StyleTest : public ::testing::Test {
 protected:
  StyleTest() {
    unsetenv("NO_COLOR");
    setenv("TERM", "xterm", 1);
    controller_ = posix_openpt(O_RDWR | O_NOCTTY);
    grantpt(controller_);
    unlockpt(controller_);
    terminal_ = open(ptsname(controller_), O_RDWR | O_NOCTTY);
    EXPECT_NE(isatty(terminal_), 0);
    file_ = open("/dev/null", O_WRONLY);
  }
  ~StyleTest() override {
    close(file_);
    close(terminal_);
    close(controller_);
  }

  static bool Colored(ColorMode mode, int descriptor) {
    return Style::For(mode, descriptor).is_colored();
  }

  int controller_;
  int terminal_;
  int file_;
};

TEST_F(StyleTest, ATerminalHasColoursAndAFileNone) {
  EXPECT_TRUE(Colored(ColorMode::kAuto, terminal_));
  EXPECT_FALSE(Colored(ColorMode::kAuto, file_));
  EXPECT_FALSE(Style().is_colored());
}

TEST_F(StyleTest, WhatIsAskedForWins) {
  setenv("NO_COLOR", "1", 1);
  EXPECT_TRUE(Colored(ColorMode::kAlways, file_));
  EXPECT_FALSE(Colored(ColorMode::kNever, terminal_));
}

TEST_F(StyleTest, NoColorIsRespected) {
  setenv("NO_COLOR", "1", 1);
  EXPECT_FALSE(Colored(ColorMode::kAuto, terminal_));
  // As no-color.org has it.
  setenv("NO_COLOR", "", 1);
  EXPECT_TRUE(Colored(ColorMode::kAuto, terminal_));
}

TEST_F(StyleTest, ADumbTerminalHasNone) {
  setenv("TERM", "dumb", 1);
  EXPECT_FALSE(Colored(ColorMode::kAuto, terminal_));
}

TEST_F(StyleTest, EachLineIsPaintedForItself) {
  const Style colored = Style::For(ColorMode::kAlways, file_);
  EXPECT_EQ(colored.Paint(Color::kGood, "one"), "\x1b[32mone\x1b[0m");
  EXPECT_EQ(colored.Paint(Color::kBad, "one\n\ntwo\n"),
            "\x1b[31mone\x1b[0m\n\n\x1b[31mtwo\x1b[0m\n");
  EXPECT_EQ(colored.Paint(Color::kDim, "id"), "\x1b[2mid\x1b[0m");
  EXPECT_EQ(Style().Paint(Color::kBad, "one\n"), "one\n");
}

}  // namespace
}  // namespace azmock
